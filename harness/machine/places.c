#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "parts.h"
#include "places.h"
#include "topology.h"

/* Returns a CPU as the topology has it; NULL if it is not described. */
static hwloc_obj_t described(hwloc_topology_t topology, int cpu)
{
	return topology ? hwloc_get_pu_obj_by_os_index(topology, (unsigned)cpu) : NULL;
}

/* Returns the smallest object that contains both CPUs; NULL: unknown. */
static hwloc_obj_t meeting(hwloc_topology_t topology, int a, int b)
{
	hwloc_obj_t pu_a = described(topology, a), pu_b = described(topology, b);
	return pu_a && pu_b ? hwloc_get_common_ancestor_obj(topology, pu_a, pu_b) : NULL;
}

/* Returns how near two CPUs are: the smaller the object that contains both, the larger the value.
 * Two threads of one core count least, as they slow each other. If cores are not described, a
 * first-level cache stands for one. */
static int nearness(hwloc_topology_t topology, int a, int b)
{
	hwloc_obj_t both = meeting(topology, a, b);
	if (!both)
		return 1;
	if (both->type == HWLOC_OBJ_CORE || both->type == HWLOC_OBJ_L1CACHE)
		return 0;
	return 2 + both->depth;
}

static int one_core(hwloc_topology_t topology, int a, int b)
{
	hwloc_obj_t both = meeting(topology, a, b);
	return both && both->type == HWLOC_OBJ_CORE ? 0 : -1;
}

static hwloc_obj_t package_of(hwloc_topology_t topology, int cpu)
{
	hwloc_obj_t pu = described(topology, cpu);
	return pu ? hwloc_get_ancestor_obj_by_type(topology, HWLOC_OBJ_PACKAGE, pu) : NULL;
}

static int two_packages(hwloc_topology_t topology, int a, int b)
{
	hwloc_obj_t its = package_of(topology, a), other = package_of(topology, b);
	return its && other && its != other ? 0 : -1;
}

/* How a placement's CPUs are found. */
struct kind {
	const char *name;
	void (*find)(hwloc_topology_t, const cpu_set_t *, const struct kind *, struct placement *);
	/* of a pair: the larger the better; below 0: not at all */
	int (*suits)(hwloc_topology_t, int a, int b);
	hwloc_obj_type_t part; /* what must be described to judge */
	const char *none, *not_known;
};

static void place_on(struct placement *placement, enum side side, int cpu)
{
	placement->cpu[side] = cpu;
	CPU_ZERO(&placement->cpus[side]);
	CPU_SET((size_t)cpu, &placement->cpus[side]);
}

/* Returns the next usable CPU; CPU_SETSIZE if there is none. */
static int next_of(const cpu_set_t *usable, int cpu)
{
	do
		cpu++;
	while (cpu < CPU_SETSIZE && !CPU_ISSET((size_t)cpu, usable));
	return cpu;
}

static const char *word_for(hwloc_obj_type_t type)
{
	switch (type) {
	case HWLOC_OBJ_CORE:
		return "core";
	case HWLOC_OBJ_DIE:
		return "die";
	case HWLOC_OBJ_PACKAGE:
		return "package";
	default:
		return NULL;
	}
}

static void tell_share(hwloc_topology_t topology, struct placement *placement)
{
	hwloc_obj_t both = meeting(topology, placement->cpu[TRACEE], placement->cpu[TRACER]);
	while (both && !hwloc_obj_type_is_cache(both->type) && !word_for(both->type))
		both = both->parent;
	char cache[sizeof placement->share - sizeof " cache"] = "";
	if (both && !word_for(both->type))
		hwloc_obj_type_snprintf(cache, sizeof cache, both, 0);
	snprintf(placement->share, sizeof placement->share, "%s%s", cache,
		*cache ? " cache"
		: both ? word_for(both->type)
		       : "nothing known");
}

static void find_one(hwloc_topology_t topology, const cpu_set_t *usable, const struct kind *kind,
	struct placement *placement)
{
	(void)topology, (void)kind;
	for (int cpu = next_of(usable, -1); cpu < CPU_SETSIZE; cpu = next_of(usable, cpu)) {
		place_on(placement, TRACEE, cpu);
		place_on(placement, TRACER, cpu);
	}
	snprintf(placement->share, sizeof placement->share, "CPU");
}

/* Picks the highest of the best pairs, as low CPUs tend to serve interrupts. */
static void find_pair(hwloc_topology_t topology, const cpu_set_t *usable, const struct kind *kind,
	struct placement *placement)
{
	int best = 0;
	for (int a = next_of(usable, -1); a < CPU_SETSIZE; a = next_of(usable, a))
		for (int b = next_of(usable, a); b < CPU_SETSIZE; b = next_of(usable, b)) {
			int suits = kind->suits(topology, a, b);
			if (suits < best)
				continue;
			best = suits;
			place_on(placement, TRACEE, b);
			place_on(placement, TRACER, a);
		}
	bool known = topology && hwloc_get_nbobjs_by_type(topology, kind->part) > 0;
	if (placement->cpu[TRACEE] < 0)
		placement->lacking = known ? kind->none : kind->not_known;
	else
		tell_share(topology, placement);
}

static void find_none(hwloc_topology_t topology, const cpu_set_t *usable, const struct kind *kind,
	struct placement *placement)
{
	(void)topology, (void)usable, (void)kind, (void)placement;
}

static const struct kind kinds[] = {
	{ .name = "same", .find = find_one },
	{ "cross", find_pair, nearness, HWLOC_OBJ_MACHINE, "only one CPU may be used here",
		"only one CPU may be used here" },
	{ "smt", find_pair, one_core, HWLOC_OBJ_CORE,
		"no core here has two usable hardware threads", "cores are not known here" },
	{ "socket", find_pair, two_packages, HWLOC_OBJ_PACKAGE,
		"all usable CPUs are in one package", "packages are not known here" },
	{ .name = "free", .find = find_none },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static void resolve(hwloc_topology_t topology, const cpu_set_t *usable, const struct kind *kind,
	struct placement *placement)
{
	*placement = (struct placement){
		.name = kind->name, .cpu = { -1, -1 }, .cpus = { *usable, *usable }
	};
	kind->find(topology, usable, kind, placement);
}

int placement_resolve_in(hwloc_topology_t topology, const cpu_set_t *usable, const char *name,
	struct placement *placement)
{
	for (size_t i = 0; i < KINDS; i++)
		if (strcmp(kinds[i].name, name) == 0) {
			resolve(topology, usable, &kinds[i], placement);
			return 0;
		}
	return -ENOENT;
}

int placement_resolve(const char *name, struct placement *placement)
{
	cpu_set_t usable;
	if (sched_getaffinity(0, sizeof usable, &usable) < 0)
		return -errno;
	return placement_resolve_in(topology_here(), &usable, name, placement);
}

static json_t *cpu(const struct placement *placement, enum side side)
{
	return placement->cpu[side] < 0 ? json_null() : json_integer(placement->cpu[side]);
}

static json_t *words(const char *text)
{
	return text && *text ? json_string(text) : json_null();
}

json_t *machine_placements(void)
{
	cpu_set_t usable;
	struct placement placement;
	if (sched_getaffinity(0, sizeof usable, &usable) < 0)
		return json_null();
	json_t *all = json_object();
	for (size_t i = 0; i < KINDS; i++) {
		resolve(topology_here(), &usable, &kinds[i], &placement);
		json_object_set_new(all, kinds[i].name,
			json_pack("{so so so so}", "tracee_cpu", cpu(&placement, TRACEE),
				"tracer_cpu", cpu(&placement, TRACER), "share",
				words(placement.share), "lacking", words(placement.lacking)));
	}
	return all;
}
