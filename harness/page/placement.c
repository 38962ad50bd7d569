#include <errno.h>

#include "placement.h"

int placement_pin(const struct placement *placement, enum side side)
{
	return sched_setaffinity(0, sizeof placement->cpus[side], &placement->cpus[side]) < 0
		       ? -errno
		       : 0;
}
