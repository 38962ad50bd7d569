/* CPUs, cores, caches and packages as the kernel describes them, by hwloc. */
#ifndef TRACETAX_TOPOLOGY_H
#define TRACETAX_TOPOLOGY_H

#include <hwloc.h>

/* Returns the topology of the whole machine, including CPUs that we may not use; it is read once,
 * silently. Returns NULL if it cannot be read: a topology of which nothing is known. */
hwloc_topology_t topology_here(void);

enum topology_source {
	TOPOLOGY_OURS,
	TOPOLOGY_FOREIGN, /* HWLOC_SYNTHETIC or the like describes another machine */
	TOPOLOGY_UNREAD,
};
enum topology_source topology_source(hwloc_topology_t topology);

/* Returns the warning for a source; NULL for our own. */
const char *topology_doubt(enum topology_source source);

#endif
