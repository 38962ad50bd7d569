/* hazard_clock N: clock_gettime N times, which the vDSO answers without a call. */
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv)
{
	struct timespec now, last = { 0 };
	for (long n = argc == 2 ? atol(argv[1]) : 0; n > 0; n--) {
		if (clock_gettime(CLOCK_MONOTONIC, &now) < 0)
			return 1;
		if (now.tv_sec < last.tv_sec)
			return 1;
		last = now;
	}
	return 0;
}
