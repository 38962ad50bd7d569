/* perf counters: the events that a run asks for, and what is read of each. */
#ifndef TRACETAX_COUNTER_H
#define TRACETAX_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

/* The kernel's own events, which need no library: the figure, libpfm4's name, and the rest of
 * PERF_COUNT_SW_*, perf_event_open(2). The first is the leader of their group: it alone is never
 * stale when its own process reads it. */
#define SOFTWARE_EVENT_LIST(EVENT)                                                                 \
	EVENT(TASK_CLOCK_NS, "task-clock", TASK_CLOCK)                                             \
	EVENT(SWITCHES, "context-switches", CONTEXT_SWITCHES)                                      \
	EVENT(MIGRATIONS, "cpu-migrations", CPU_MIGRATIONS)                                        \
	EVENT(FAULTS, "page-faults", PAGE_FAULTS)

#define COUNT_ONE(figure, name, config) +1
enum { SOFTWARE_EVENTS = SOFTWARE_EVENT_LIST(COUNT_ONE), EXTRA_MAX = 16 };

/* The figures of one extra event, as read(2) gives them; times in ns. */
enum { COUNTER_VALUE, COUNTER_ENABLED, COUNTER_RUNNING, COUNTER_FIGURES };

/* The arguments of perf_event_open(2), opaque so that only few files need its header. All 0: the
 * event cannot be asked for here. */
struct event_attr {
	uint64_t opaque[32];
};

/* The events to count in one run. */
struct event_set {
	struct event_attr software[SOFTWARE_EVENTS];
	struct event_attr extra[EXTRA_MAX];
	uint32_t extras;
};

/* Tells whether a counter is dead: it ran with its task, and yet counted none of an event that
 * every running task makes (cycles, instructions, branches). `total` counts since the counter was
 * opened: within a window, or of other events, 0 may be right. */
bool counter_is_dead(const struct event_attr *event, const uint64_t total[COUNTER_FIGURES]);

#endif
