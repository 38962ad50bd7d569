/* A program that lies beside the driver, and which a workload starts. */
#ifndef TRACETAX_PROGRAM_H
#define TRACETAX_PROGRAM_H

#include "page/page.h"

extern char program_path[];

/* Finds it, and tries `spawn`, which starts program_path and returns its status. 0, or -1, and the
 * page says why: where it is not known to end as it should, nobody measures. */
int program_setup(struct page *page, const char *name, int (*spawn)(void));

#endif
