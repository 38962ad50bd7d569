/* What a window of a workload must count, by the workload's declaration. */
#ifndef TRACETAX_DUE_H
#define TRACETAX_DUE_H

#include "workload.h"

struct due {
	uint64_t calls; /* all; accesses, where memory is accessed */
	uint64_t ends; /* of them, those that never return */
	uint64_t selected; /* of them, those that a selective mode asks for */
	uint64_t events[EVENTS];
};

/* Returns what is due in the window, by its operations and rounds. `calls_per_op` is the
 * workload's, or what was counted where they are libc's. */
struct due due_in(const struct workload *workload, uint64_t size, unsigned calls_per_op,
	const struct window *window);

/* Returns the stops of a mode that intercepts each call so often, or only those selected. */
uint64_t due_stops(const struct due *due, double stops_per_call, bool selective);

/* Returns the calls of one operation, of which each stops at its entry and, unless it ends there,
 * at its exit. 0 where two windows do not agree, or it is no whole number. */
unsigned due_calls_counted(
	const struct workload *workload, const struct window *all, const struct window *part);

#endif
