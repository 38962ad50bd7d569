#include "workload.h"

static void run(uint64_t ops)
{
	uint64_t x = 88172645463325252U; /* xorshift64, Marsaglia 2003 */
	while (ops--)
		for (int i = 0; i < 64; i++) {
			x ^= x << 13;
			x ^= x >> 7;
			x ^= x << 17;
			__asm__ volatile("" : "+r"(x)); /* or the compiler drops the loop */
		}
}

const struct workload workload = {
	.name = "compute",
	.summary = "no system call at all: the control, whose slowdown must be 1",
	.answer_ignored = true,
	.run = run,
};
