/* The process whose memory a mode reads or writes. */
#ifndef TRACETAX_OWNER_H
#define TRACETAX_OWNER_H

struct layout;
struct page;

/* Maps page->owner.arena and stops; sends its bytes where it is asked to, until nobody can ask; at
 * the end looks whether what was written is there. 0, or -1 with errno set or page_fail called. */
int owner_run(struct page *page, const struct layout *layout);

#endif
