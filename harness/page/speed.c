/* How fast the CPU is, where nothing tells its frequency: most virtual machines have no cpufreq. */
#include "clock.h"
#include "page.h"

enum { STEPS = 12000, TRIES = 3 };

/* Each step needs the last one's result: its time is their latency, four cycles on most CPUs. */
static uint64_t chain(uint64_t x)
{
	for (int i = 0; i < STEPS; i++) {
		x = x * 6364136223846793005U + 1442695040888963407U;
		__asm__ volatile("" : "+r"(x)); /* or the compiler drops the loop */
	}
	return x;
}

uint64_t speed_probe(void)
{
	uint64_t least = UINT64_MAX, x = 1;
	for (int i = 0; i < TRIES; i++) {
		uint64_t start = clock_ns(CLOCK_MONOTONIC);
		x = chain(x);
		uint64_t took = clock_ns(CLOCK_MONOTONIC) - start;
		least = took < least ? took : least;
	}
	return least;
}
