/* Where tracee and tracer run: a factor of the experiment, never an accident. */
#ifndef TRACETAX_PLACEMENT_H
#define TRACETAX_PLACEMENT_H

#include <sched.h>
#include <stddef.h>

#include "page/window.h"

struct placement {
	const char *name; /* CSV key and CLI name; one of placement_names */
	cpu_set_t cpus[SIDES];
	int cpu[SIDES]; /* the one CPU of each side; -1 if the scheduler decides */
	char share[24]; /* the smallest thing that contains both CPUs, as far as the kernel tells:
			   "CPU", "core", "L3 cache", "package", "nothing known"; or "" */
	const char *lacking; /* NULL, or why this machine does not have it */
};

/* Resolves a name among the CPUs that this process may use. Returns 0, -ENOENT for an unknown
 * name, or -errno of sched_getaffinity(2). A placement that the machine lacks is no error: see
 * `lacking`. */
int placement_resolve(const char *name, struct placement *placement);

/* Resolves a name among these CPUs of a topology, which may be NULL. Returns 0 or -ENOENT. */
struct hwloc_topology;
int placement_resolve_in(struct hwloc_topology *topology, const cpu_set_t *usable, const char *name,
	struct placement *placement);

/* Pins the calling process to one side of a placement. Returns 0 or -errno. */
int placement_pin(const struct placement *placement, enum side side);

#endif
