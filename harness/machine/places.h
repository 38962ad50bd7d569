/* Finds the CPUs of each placement; plan/placements.h has their names for people. */
#ifndef TRACETAX_PLACES_H
#define TRACETAX_PLACES_H

#include "page/placement.h"

/* Resolves a name among the CPUs that this process may use. Returns 0, -ENOENT for an unknown
 * name, or -errno of sched_getaffinity(2). A placement that the machine lacks is no error: see
 * `lacking`. */
int placement_resolve(const char *name, struct placement *placement);

/* Resolves a name among these CPUs of a topology, which may be NULL. Returns 0 or -ENOENT. */
struct hwloc_topology;
int placement_resolve_in(struct hwloc_topology *topology, const cpu_set_t *usable, const char *name,
	struct placement *placement);

#endif
