/* The ptrace loop, written once for every mode that traces. */
#ifndef TRACETAX_PTRACE_LOOP_H
#define TRACETAX_PTRACE_LOOP_H

#include <sys/ptrace.h>

#include "modes/mode.h"

/* What to do if ptrace is refused. */
#define PTRACE_REMEDY                                                                              \
	"permit ptrace: kernel.yama.ptrace_scope=0 or 1, in a container --cap-add=SYS_PTRACE, "    \
	"and no other tracer"

/* Options that follow a tracee's forks, threads and execs, and end it with its tracer. */
enum {
	PTRACE_FOLLOW = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEEXEC |
			PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
			PTRACE_O_EXITKILL
};

/* Seize the tracee at its gate, open the gate, follow its forks, threads and execs, and count
 * page->live.stops, until the tree is reaped. Return 0, or what page_fail returns. */
int trace_syscall_stops(struct run *run); /* PTRACE_SYSCALL: entry and exit of every call */
int trace_seccomp_stops(struct run *run); /* PTRACE_CONT: what a RET_TRACE filter asks for */
int trace_seccomp_and_exit_stops(struct run *run); /* the same, then the exit of that call */
/* Does what trace_syscall_stops does, and calls `inspect` before each restart, which returns 0 or a
 * negative errno. */
int trace_syscall_stops_with(struct run *run, int (*inspect)(pid_t tracee));
int trace_seccomp_stops_with(struct run *run, int (*inspect)(pid_t tracee)); /* likewise */
/* Does what trace_syscall_stops does, and never sleeps while it waits for a stop. */
int trace_syscall_stops_spinning(struct run *run);
/* Run the simplest loops: one serves the stop that wait(2) finds first, the other takes all stops
 * that wait and serves them in that order. */
int trace_syscall_stops_first(struct run *run);
int trace_syscall_stops_batch(struct run *run);
/* Skips each call of the loop except the first, by PTRACE_SYSEMU, at its entry, its only stop. The
 * calls outside the loop are made, and stop as in trace_syscall_stops. For one task, and if
 * CAN_CALL_AGAIN. */
int trace_emulated_calls(struct run *run);

/* Seizes the tracee with these PTRACE_O_* options. Returns 0, or what page_fail returns. */
int ptrace_seize(struct run *run, int options);

/* Counts in page->live.events what a stop with this status tells, unless it is a call's. Any number
 * of threads may do so at once. */
void ptrace_event_counted(struct page *page, int status);

/* Tells whether this is the signal of a group-stop. From there a tracee must not be restarted: it
 * would run on, stopped by nobody (ptrace(2), "Group-stop"). */
bool ptrace_is_stopping(int signal);

#endif
