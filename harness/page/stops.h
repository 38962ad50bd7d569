/* The count of interceptions, and of the other events that stop a traced task. */
#ifndef TRACETAX_STOPS_H
#define TRACETAX_STOPS_H

#include <stdint.h>

struct page;

/* Where interceptions are counted: in the page, by whoever intercepts; in a perf counter, by the
 * kernel; or in an array that the driver maps, by a BPF program. */
enum stops_source { STOPS_IN_PAGE, STOPS_IN_COUNTER, STOPS_IN_MAP };

/* What stops a tracee under ptrace besides its calls, each counted apart: a signal is to be
 * delivered; a task has made another (fork, vfork, clone); a task has become another program. */
enum event { SIGNAL_STOPS, NEW_TASKS, EXECS, EVENTS };

/* Readies the source for the calling process. Returns 0 or -errno. */
int stops_open(const struct page *page);
/* Returns the stops so far. Reading a perf counter is itself a call, the last that the counter has
 * seen. */
uint64_t stops_now(const struct page *page);
/* Returns how many stops one reading adds. */
uint64_t stops_of_reading(const struct page *page);
/* Returns the stops between two readings, without the second reading's own call. */
uint64_t stops_between(const struct page *page, uint64_t before, uint64_t after);

#endif
