/* The process whose memory a mode reads or writes. */
#ifndef TRACETAX_OWNER_H
#define TRACETAX_OWNER_H

struct layout;
struct page;

/* Maps page->owner.arena and stops; if page->owner.sends, sends its bytes until nobody can ask for
 * them; at the end checks that what was written is there. Returns 0, or -1 with errno set or
 * page_fail called. */
int owner_run(struct page *page, const struct layout *layout);

#endif
