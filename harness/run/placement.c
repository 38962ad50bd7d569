#include <errno.h>
#include <hwloc.h>
#include <string.h>

#include "placement.h"

const char *const placement_names[] = { "same", "cross", "smt", "socket", "free", NULL };
const char *const placement_summaries[] = {
	"tracee and tracer share one CPU",
	"two cores that share a last-level cache",
	"two hardware threads of one core",
	"two packages",
	"the scheduler decides",
};

/* The CPUs this process may use, as hwloc sees them: containers and taskset narrow them. */
static int usable(hwloc_topology_t *topology, hwloc_bitmap_t *set)
{
	if (hwloc_topology_init(topology) < 0)
		return -ENOMEM;
	*set = hwloc_bitmap_alloc();
	if (*set && hwloc_topology_load(*topology) == 0 &&
		hwloc_get_cpubind(*topology, *set, HWLOC_CPUBIND_PROCESS) == 0)
		return 0;
	int error = errno ? -errno : -ENOMEM;
	hwloc_bitmap_free(*set);
	hwloc_topology_destroy(*topology);
	return error;
}

static hwloc_obj_t last_level_cache(hwloc_obj_t pu)
{
	hwloc_obj_t cache = NULL;
	for (hwloc_obj_t o = pu->parent; o; o = o->parent)
		if (hwloc_obj_type_is_dcache(o->type))
			cache = o;
	return cache;
}

static bool suits(hwloc_topology_t topology, const char *name, hwloc_obj_t a, hwloc_obj_t b)
{
	hwloc_obj_t core_a = hwloc_get_ancestor_obj_by_type(topology, HWLOC_OBJ_CORE, a);
	hwloc_obj_t core_b = hwloc_get_ancestor_obj_by_type(topology, HWLOC_OBJ_CORE, b);
	hwloc_obj_t package_a = hwloc_get_ancestor_obj_by_type(topology, HWLOC_OBJ_PACKAGE, a);
	hwloc_obj_t package_b = hwloc_get_ancestor_obj_by_type(topology, HWLOC_OBJ_PACKAGE, b);
	bool one_core = core_a && core_a == core_b;
	if (strcmp(name, "smt") == 0)
		return one_core;
	if (strcmp(name, "socket") == 0)
		return package_a != package_b;
	hwloc_obj_t cache = last_level_cache(a);
	/* where caches are not described (some virtual machines), the package stands for them */
	return !one_core && package_a == package_b && (!cache || cache == last_level_cache(b));
}

static void place_on(struct placement *placement, enum side side, hwloc_obj_t pu)
{
	placement->cpu[side] = (int)pu->os_index;
	CPU_ZERO(&placement->cpus[side]);
	CPU_SET(pu->os_index, &placement->cpus[side]);
}

/* From the highest CPU down: the low ones tend to serve the interrupts. */
static const char *find_pair(hwloc_topology_t topology, hwloc_const_bitmap_t set, const char *name,
	struct placement *placement)
{
	for (hwloc_obj_t a = NULL;
		(a = hwloc_get_next_obj_inside_cpuset_by_type(topology, set, HWLOC_OBJ_PU, a));)
		for (hwloc_obj_t b = a; (b = hwloc_get_next_obj_inside_cpuset_by_type(
						 topology, set, HWLOC_OBJ_PU, b));)
			if (suits(topology, name, a, b)) {
				place_on(placement, TRACEE, b);
				place_on(placement, TRACER, a);
			}
	if (placement->cpu[TRACEE] >= 0)
		return NULL;
	if (strcmp(name, "smt") == 0)
		return "no core here has two hardware threads";
	if (strcmp(name, "socket") == 0)
		return "there is only one package here";
	return "no two usable cores share a last-level cache";
}

static void find_one(
	hwloc_topology_t topology, hwloc_const_bitmap_t set, struct placement *placement)
{
	hwloc_obj_t pu = NULL;
	while ((pu = hwloc_get_next_obj_inside_cpuset_by_type(topology, set, HWLOC_OBJ_PU, pu))) {
		place_on(placement, TRACEE, pu);
		place_on(placement, TRACER, pu);
	}
}

int placement_resolve(const char *name, struct placement *placement)
{
	const char *const *known = placement_names;
	while (*known && strcmp(*known, name) != 0)
		known++;
	if (!*known)
		return -ENOENT;

	*placement = (struct placement){ .name = *known, .cpu = { -1, -1 } };
	if (sched_getaffinity(0, sizeof placement->cpus[TRACEE], &placement->cpus[TRACEE]) < 0)
		return -errno;
	placement->cpus[TRACER] = placement->cpus[TRACEE];
	if (strcmp(name, "free") == 0)
		return 0;

	hwloc_topology_t topology;
	hwloc_bitmap_t set;
	int error = usable(&topology, &set);
	if (error)
		return error;
	if (strcmp(name, "same") == 0)
		find_one(topology, set, placement);
	else
		placement->lacking = find_pair(topology, set, name, placement);
	hwloc_bitmap_free(set);
	hwloc_topology_destroy(topology);
	return 0;
}

int placement_pin(const struct placement *placement, enum side side)
{
	return sched_setaffinity(0, sizeof placement->cpus[side], &placement->cpus[side]) < 0
		       ? -errno
		       : 0;
}
