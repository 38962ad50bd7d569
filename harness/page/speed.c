#include "speed.h"
#include "clock.h"

enum { TRIES = 3 };
static const uint64_t SETTLING_NS = 20000000;

/* Takes four cycles a step on most CPUs. */
void speed_chain(uint64_t steps)
{
	for (uint64_t x = 1; steps; steps--) {
		x = x * 6364136223846793005U + 1442695040888963407U;
		__asm__ volatile("" : "+r"(x)); /* or the compiler drops the loop */
	}
}

uint64_t speed_probe(void)
{
	uint64_t least = UINT64_MAX;
	for (int i = 0; i < TRIES; i++) {
		uint64_t start = clock_ns(CLOCK_MONOTONIC);
		speed_chain(SPEED_STEPS);
		uint64_t took = clock_ns(CLOCK_MONOTONIC) - start;
		least = took < least ? took : least;
	}
	return least;
}

uint64_t speed_settled(void)
{
	uint64_t least = UINT64_MAX, start = clock_ns(CLOCK_MONOTONIC);
	do {
		uint64_t took = speed_probe();
		least = took < least ? took : least;
	} while (clock_ns(CLOCK_MONOTONIC) - start < SETTLING_NS);
	return least;
}
