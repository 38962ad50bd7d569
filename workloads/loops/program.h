/* A program beside the driver that a workload starts. */
#ifndef TRACETAX_PROGRAM_H
#define TRACETAX_PROGRAM_H

#include <stdint.h>
#include <sys/types.h>

struct page;

extern char program_path[];

/* Finds the program and tries `start`, which starts program_path and returns its pid, or -1.
 * Returns 0, or -1 with page_fail called: a program that does not end well must not be measured. */
int program_setup(struct page *page, const char *name, pid_t (*start)(void));

/* Makes operations: starts the program, and waits for its end by wait4. */
void program_run(uint64_t ops, pid_t (*start)(void));

#endif
