/* The ptrace loop of a tracer that has a thread for each task. */
#ifndef TRACETAX_EACH_LOOP_H
#define TRACETAX_EACH_LOOP_H

#include "modes/mode.h"

/* As trace_syscall_stops, but that each task is waited for, and restarted, by a thread of its own,
 * to which it is handed over before it runs. 0, or page_fail's answer. */
int trace_each_syscall_stops(struct run *run);

#endif
