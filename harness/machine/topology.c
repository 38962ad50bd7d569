#include <stdbool.h>
#include <stdlib.h>

#include "topology.h"

#define HIDE	"HWLOC_HIDE_ERRORS"
#define PLUGINS "HWLOC_PLUGINS_PATH"

/* Parts of the topology that nothing here reads. */
#if HWLOC_API_VERSION >= 0x00020800
enum {
	LEFT_OUT = HWLOC_TOPOLOGY_FLAG_NO_DISTANCES | HWLOC_TOPOLOGY_FLAG_NO_MEMATTRS |
		   HWLOC_TOPOLOGY_FLAG_NO_CPUKINDS
};
#else
enum { LEFT_OUT = 0 };
#endif

/* Loads what the kernel describes, and nothing else: hwloc's x86 backend would ask CPUID, which may
 * be false in a guest. */
static hwloc_topology_t load(void)
{
	hwloc_topology_t topology;
	if (hwloc_topology_init(&topology) < 0)
		return NULL;
	hwloc_topology_set_components(topology, HWLOC_TOPOLOGY_COMPONENTS_FLAG_BLACKLIST, "x86");
	hwloc_topology_set_flags(topology, HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED | LEFT_OUT);
	if (hwloc_topology_load(topology) == 0)
		return topology;
	hwloc_topology_destroy(topology);
	return NULL;
}

/* Sets a variable of hwloc's that the user has not set; returns whether it did. */
static bool lend(const char *name, const char *value)
{
	return !getenv(name) && setenv(name, value, 1) == 0;
}

/* Silences hwloc by the environment, the only way, and restores that, as a tracee inherits it. Has
 * no plugins loaded: they bring nothing that is read here, and may be made for another C library
 * than ours. */
static hwloc_topology_t load_silently(void)
{
	bool silence = lend(HIDE, "2"), alone = lend(PLUGINS, "");
	hwloc_topology_t topology = load();
	if (silence)
		unsetenv(HIDE);
	if (alone)
		unsetenv(PLUGINS);
	return topology;
}

hwloc_topology_t topology_here(void)
{
	static hwloc_topology_t topology;
	static bool loaded;
	if (!loaded)
		topology = load_silently();
	loaded = true;
	return topology;
}

enum topology_source topology_source(hwloc_topology_t topology)
{
	if (!topology)
		return TOPOLOGY_UNREAD;
	return hwloc_topology_is_thissystem(topology) ? TOPOLOGY_OURS : TOPOLOGY_FOREIGN;
}

const char *topology_doubt(enum topology_source source)
{
	static const char *const doubts[] = {
		[TOPOLOGY_FOREIGN] = "what CPUs share is told of another machine",
		[TOPOLOGY_UNREAD] = "hwloc cannot read what describes these CPUs",
	};
	return doubts[source];
}
