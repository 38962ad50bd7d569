/* Where tracee and tracer run: a factor of the experiment, never an accident. */
#ifndef TRACETAX_PLACEMENT_H
#define TRACETAX_PLACEMENT_H

#include <sched.h>

#include "window.h"

struct placement {
	const char *name; /* CSV key and CLI name */
	cpu_set_t cpus[SIDES];
	int cpu[SIDES]; /* the one CPU of each side; -1 if the scheduler decides */
	char share[24]; /* the smallest thing that contains both CPUs, as far as the kernel tells:
			   "CPU", "core", "L3 cache", "package", "nothing known"; or "" */
	const char *lacking; /* NULL, or why this machine does not have it */
};

/* Pins the calling process to one side of a placement. Returns 0 or -errno. */
int placement_pin(const struct placement *placement, enum side side);

#endif
