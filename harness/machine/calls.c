#include <math.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "page/clock.h"
#include "parts.h"

enum { ROUNDS = 20, CALLS = 100 };

/* Returns the shortest of many times, as a disturbance only ever adds. */
json_t *machine_call_ns(void)
{
	double least = INFINITY;
	for (int i = 0; i < ROUNDS; i++) {
		uint64_t start = clock_ns(CLOCK_MONOTONIC);
		for (int j = 0; j < CALLS; j++)
			syscall(SYS_getpid);
		least = fmin(least, (double)(clock_ns(CLOCK_MONOTONIC) - start) / CALLS);
	}
	return json_integer(lround(least));
}
