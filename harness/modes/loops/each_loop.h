/* The ptrace loop of a tracer that has a thread for each task. */
#ifndef TRACETAX_EACH_LOOP_H
#define TRACETAX_EACH_LOOP_H

#include "modes/mode.h"

/* Does what trace_syscall_stops does, with a thread of the tracer for each task, which waits for it
 * and restarts it. A new task is handed over to its thread before it runs. Returns 0, or what
 * page_fail returns. */
int trace_each_syscall_stops(struct run *run);

#endif
