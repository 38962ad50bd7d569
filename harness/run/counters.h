/* perf counters by their libpfm4 names, for both sides of a run. */
#ifndef TRACETAX_COUNTERS_H
#define TRACETAX_COUNTERS_H

#include "page/page.h"

/* The libpfm4 names of the software events, in the order of enum figure. */
extern const char *const counters_software[SOFTWARE_EVENTS];

struct counters {
	struct event_attr software[SOFTWARE_EVENTS];
	struct event_attr extra[EXTRA_MAX];
	const char *extra_names[EXTRA_MAX];
	uint32_t extras;
};

/* Looks the software events up. 0, or -ENOSYS where libpfm4 does not work here. */
int counters_init(struct counters *counters);
/* Adds an event by any name that libpfm4 knows ("cycles", "LLC-LOAD-MISSES", "r01c2"). 0, -ENOENT
 * for an unknown name, -E2BIG beyond EXTRA_MAX. The name is kept, not copied. */
int counters_add(struct counters *counters, const char *name);

/* Writes them into the page, for window_measure to open. */
void counters_order(const struct counters *counters, struct page *page);

/* "ok", "multiplexed", "unsupported" or "denied": what an access and the times of
 * the reading mean for counters.csv. */
const char *counters_status(int access, uint64_t enabled, uint64_t running);

/* Calls `each` with every event name of the PMUs present here. */
void counters_each_name(void (*each)(const char *name, void *context), void *context);

#endif
