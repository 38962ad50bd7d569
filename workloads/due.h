/* What a window of a workload must count, by the workload's declaration. */
#ifndef TRACETAX_DUE_H
#define TRACETAX_DUE_H

#include "workload.h"

struct due {
	uint64_t calls; /* all calls, or accesses to memory */
	uint64_t ends; /* calls that never return */
	uint64_t selected; /* calls that a selective mode asks for */
	uint64_t events[EVENTS];
};

/* Returns what is due in the window, by its operations and rounds. `calls_per_op` is the
 * workload's, or the number counted beforehand if they are libc's. */
struct due due_in(const struct workload *workload, uint64_t size, unsigned calls_per_op,
	const struct window *window);

/* Returns the stops of a mode that intercepts each call, or only the selected ones,
 * `stops_per_call` times. */
uint64_t due_stops(const struct due *due, double stops_per_call, bool selective);

/* Returns the calls of one operation: each stops at its entry and, unless it never returns, at its
 * exit. 0 if two windows do not agree, or the result is no whole number. */
unsigned due_calls_counted(
	const struct workload *workload, const struct window *all, const struct window *part);

#endif
