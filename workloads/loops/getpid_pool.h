/* Calls of getpid that the tasks of a workload draw from one pool. */
#ifndef TRACETAX_GETPID_POOL_H
#define TRACETAX_GETPID_POOL_H

#include <stdint.h>

#include "page/pool.h"

struct page;

extern struct pool *getpid_pool; /* for page->job.size tasks; NULL until it is made */

/* Makes the pool. Returns 0, or -1 with errno set. */
int getpid_pool_make(const struct page *page);

/* Makes the calls that it draws, for ever, as the task with this number. */
_Noreturn void getpid_pool_work(uint32_t task);

/* Makes operations, as the task that runs the loop: a getpid each. */
void getpid_pool_run(uint64_t ops);

#endif
