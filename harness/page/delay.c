#include "delay.h"
#include "clock.h"

static const double CHUNK_NS = 150e3; /* long beside a clock's reading, short beside a window */
static const double SLIP_NS = 1000; /* more than this late, something interrupted the spinning */

static void (*loop)(uint64_t ops);
static double chunk_ops, delay_ns; /* the delay is for one operation */
static double owed_ns;

static void spin(void)
{
	uint64_t start = clock_ns(CLOCK_MONOTONIC), spent;
	do
		spent = clock_ns(CLOCK_MONOTONIC) - start;
	while ((double)spent < owed_ns);
	owed_ns -= (double)spent;
	if (owed_ns < -SLIP_NS)
		owed_ns = 0;
}

/* Runs chunks of one length, so that none is too short to be delayed exactly. */
static void run_delayed(uint64_t ops)
{
	uint64_t chunks = 1 + (uint64_t)((double)ops / chunk_ops);
	for (; ops; chunks--) {
		uint64_t part = ops / chunks;
		loop(part);
		ops -= part;
		owed_ns += (double)part * delay_ns;
		if (delay_ns > 0)
			spin();
	}
}

void (*delay_wrap(double percent, double pace_ns, void (*run)(uint64_t)))(uint64_t)
{
	chunk_ops = pace_ns < CHUNK_NS ? CHUNK_NS / pace_ns : 1;
	delay_ns = pace_ns * percent / 100;
	owed_ns = 0;
	loop = run;
	return run_delayed;
}
