/* A program that lies beside the driver, and which a workload starts. */
#ifndef TRACETAX_PROGRAM_H
#define TRACETAX_PROGRAM_H

#include <stdint.h>
#include <sys/types.h>

struct page;

extern char program_path[];

/* Finds it, and tries `start`, which starts program_path and returns its pid, or -1. 0, or -1, and
 * the page says why: where it is not known to end as it should, nobody measures. */
int program_setup(struct page *page, const char *name, pid_t (*start)(void));

/* Each operation: starts it, and waits for its end by wait4. */
void program_run(uint64_t ops, pid_t (*start)(void));

#endif
