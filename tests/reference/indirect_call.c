/* indirect_call [count]: prints the nanoseconds that a call of a function through a pointer takes
 * in a loop; with the word, of a function that adds one to a counter as several processes may. */
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { CALLS = 50000000 };

static _Atomic uint64_t counter;

static void nothing(void)
{
	__asm__ volatile(""); /* or it is no call at all */
}

static void count(void)
{
	atomic_fetch_add_explicit(&counter, 1, memory_order_relaxed);
}

static double now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
	void (*volatile function)(void) =
		argc > 1 && strcmp(argv[1], "count") == 0 ? count : nothing;
	double start = now_ns();
	for (int i = 0; i < CALLS; i++)
		function();
	printf("%.3f\n", (now_ns() - start) / CALLS);
	return 0;
}
