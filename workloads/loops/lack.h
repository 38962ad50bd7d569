/* The end of a workload that lacks something in the midst of its loop. */
#ifndef TRACETAX_LACK_H
#define TRACETAX_LACK_H

struct page;

/* Says which page is to tell of it; the driver does, before anything is set up. */
void lack_tells(struct page *page);
/* Ends the program: errno says why no task was to be had by this call. */
_Noreturn void lack_of_tasks(const char *call);

#endif
