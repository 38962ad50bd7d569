/* perf counters by their libpfm4 names, for both sides of a run. The software events and their
 * names need no libpfm4. */
#ifndef TRACETAX_COUNTERS_H
#define TRACETAX_COUNTERS_H

#include "page/counter.h"

/* The libpfm4 names of the software events, in the order of enum figure. */
extern const char *const counters_software[SOFTWARE_EVENTS];

struct counters {
	struct event_set events;
	const char *extra_names[EXTRA_MAX]; /* names of events.extra */
	uint32_t nameless; /* number of events that could not be looked up: unsupported */
};

/* Fills in the software events alone. */
void counters_init(struct counters *counters);
/* Why names may not be known. */
#define COUNTERS_NAMELESS                                                                          \
	"libpfm4 knows no event names here (it is not installed, this kernel has no perf events, " \
	"or /proc/sys/kernel/perf_event_paranoid is hidden)"
/* Adds an event by any name that libpfm4 knows ("cycles", "LLC-LOAD-MISSES", "r01c2"), or by any
 * name at all if it knows none. Keeps the pointer, not a copy. Returns 0, -ENOENT for an unknown
 * name, -E2BIG beyond EXTRA_MAX. */
int counters_add(struct counters *counters, const char *name);

/* Returns "ok", "multiplexed", "unsupported" or "denied": what an access and the times of the
 * reading mean in counters.csv. */
const char *counters_status(int access, uint64_t enabled, uint64_t running);

/* Calls `each` with every event name of the PMUs in this machine. */
void counters_each_name(void (*each)(const char *name, void *context), void *context);

#endif
