/* Trees of processes: page->size chains, each of them so many levels deep. */
#ifndef TRACETAX_TREE_LOOP_H
#define TRACETAX_TREE_LOOP_H

#include "page/page.h"

enum { TREE_WIDTH_MAX = 4096 };

/* Tries one tree, for a machine may not have so many processes to give. 0, or it ends this process
 * and the page says why. */
int tree_setup(struct page *page, unsigned levels);
/* Each operation starts a tree and reaps it. For each process: clone, getpid, exit_group, and wait4
 * by its parent. */
void tree_run(uint64_t ops);

#endif
