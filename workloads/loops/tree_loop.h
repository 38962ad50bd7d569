/* Trees of processes: page->job.size chains, each of so many levels, with at most
 * TREE_PROCESSES_MAX processes in all. */
#ifndef TRACETAX_TREE_LOOP_H
#define TRACETAX_TREE_LOOP_H

#include <stdint.h>

struct page;

enum { TREE_PROCESSES_MAX = 4096 };

/* Tries whether so many processes can be had at once. Returns 0, or -1 with page_fail called. */
int tree_setup(struct page *page, unsigned levels);
/* Makes operations: starts a tree and reaps it. A process takes clone, getpid, exit_group, and
 * wait4 by its parent. */
void tree_run(uint64_t ops);

#endif
