/* The ground of every injected object: the shared page of the run that it is part of. */
#ifndef TRACETAX_ATTACH_H
#define TRACETAX_ATTACH_H

#include "page/page.h"

/* Maps the page whose descriptor TRACETAX_PAGE names. NULL where there is none: a program that
 * cleaned its environment or closed its descriptors, and is watched no longer. From a constructor
 * only: it is not safe in a signal handler. */
struct page *attach(void);

/* Ends the process where a mode cannot work here: page_fail with a remedy is a skip. */
_Noreturn void attach_fail(struct page *page, int error, const char *what, const char *remedy);

/* One interception. Safe in a signal handler, and of any thread or process of the tree. */
static inline void attach_count(struct page *page)
{
	atomic_fetch_add_explicit(&page->live.stops, 1, memory_order_relaxed);
}

#endif
