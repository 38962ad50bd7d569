/* The clock of all windows: CLOCK_MONOTONIC, which the vDSO answers without a call. */
#ifndef TRACETAX_CLOCK_H
#define TRACETAX_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Returns the time of a clock in ns; 0 if there is no such clock. */
static inline uint64_t clock_ns(clockid_t clock)
{
	struct timespec t;
	if (clock_gettime(clock, &t) < 0)
		return 0;
	return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

/* Returns the ns since `begun`, a reading of CLOCK_MONOTONIC. */
static inline uint64_t clock_since(uint64_t begun)
{
	return clock_ns(CLOCK_MONOTONIC) - begun;
}

#endif
