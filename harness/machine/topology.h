/* What the kernel says of CPUs, cores, caches and packages, by hwloc. */
#ifndef TRACETAX_TOPOLOGY_H
#define TRACETAX_TOPOLOGY_H

#include <hwloc.h>

/* Loads it without a word on standard error: the whole machine, not only the part that we may use.
 * NULL where it cannot be read, which is a topology of which nothing is known. */
hwloc_topology_t topology_load(void);

void topology_free(hwloc_topology_t topology); /* may be NULL */

enum topology_source {
	TOPOLOGY_OURS,
	TOPOLOGY_FOREIGN, /* HWLOC_SYNTHETIC or the like describes another machine */
	TOPOLOGY_UNREAD,
};
enum topology_source topology_source(hwloc_topology_t topology);

/* What to say of it; NULL of our own. */
const char *topology_doubt(enum topology_source source);

#endif
