/* Trees of processes: page->job.size chains, each of them so many levels deep. Of all levels
 * together there are TREE_PROCESSES_MAX at most. */
#ifndef TRACETAX_TREE_LOOP_H
#define TRACETAX_TREE_LOOP_H

#include <stdint.h>

struct page;

enum { TREE_PROCESSES_MAX = 4096 };

/* Tries whether so many processes can be had at once. 0, or -1, and the page says why. */
int tree_setup(struct page *page, unsigned levels);
/* Each operation starts a tree and reaps it. For each process: clone, getpid, exit_group, and wait4
 * by its parent. */
void tree_run(uint64_t ops);

#endif
