#include <sched.h>
#include <stdbool.h>
#include <string.h>

#include "parts.h"
#include "topology.h"

static json_t *count(hwloc_topology_t topology, hwloc_obj_type_t type)
{
	int n = topology ? hwloc_get_nbobjs_by_type(topology, type) : 0;
	return n > 0 ? json_integer(n) : json_null();
}

/* Returns a count if it was detected, else null: hwloc makes up a node, and a CPU for each usable
 * one. A topology from a file is taken as it stands. */
static json_t *count_if(bool detected, hwloc_topology_t topology, hwloc_obj_type_t type)
{
	return detected || (topology && !hwloc_topology_is_thissystem(topology))
		       ? count(topology, type)
		       : json_null();
}

/* Adds the sizes of a cache: cores of different kinds have different ones, an entry for each. */
static void add_cache(json_t *caches, const char *name, hwloc_obj_t cache)
{
	for (size_t i = 0; i < json_array_size(caches); i++) {
		json_t *known = json_array_get(caches, i), *n = json_object_get(known, "count");
		const char *its_name = json_string_value(json_object_get(known, "name"));
		json_int_t size = json_integer_value(json_object_get(known, "size_bytes"));
		if (its_name && strcmp(its_name, name) == 0 &&
			size == (json_int_t)cache->attr->cache.size) {
			json_integer_set(n, json_integer_value(n) + 1);
			return;
		}
	}
	json_t *first = json_object();
	json_object_set_new(first, "name", json_string(name));
	json_object_set_new(first, "size_bytes", json_integer((json_int_t)cache->attr->cache.size));
	json_object_set_new(first, "cpus_each", json_integer(hwloc_bitmap_weight(cache->cpuset)));
	json_object_set_new(first, "count", json_integer(1));
	json_array_append_new(caches, first);
}

static json_t *caches_of(hwloc_topology_t topology)
{
	json_t *caches = json_array();
	int lowest = topology ? hwloc_topology_get_depth(topology) - 1 : -1;
	for (int depth = lowest; depth >= 0; depth--) {
		if (!hwloc_obj_type_is_cache(hwloc_get_depth_type(topology, depth)))
			continue;
		for (hwloc_obj_t o = NULL; (o = hwloc_get_next_obj_by_depth(topology, depth, o));) {
			char name[16];
			hwloc_obj_type_snprintf(name, sizeof name, o, 0);
			add_cache(caches, name, o);
		}
	}
	return caches;
}

/* Adds the CPUs that taskset, a container or a cpuset leaves us. */
static void add_usable(json_t *facts)
{
	char *list = NULL;
	cpu_set_t usable;
	hwloc_bitmap_t set = hwloc_bitmap_alloc();
	bool known = set && sched_getaffinity(0, sizeof usable, &usable) == 0;
	for (unsigned cpu = 0; known && cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &usable))
			hwloc_bitmap_set(set, cpu);
	known = known && hwloc_bitmap_list_asprintf(&list, set) >= 0;
	json_object_set_new(
		facts, "usable_cpus", known ? json_integer(hwloc_bitmap_weight(set)) : json_null());
	json_object_set_new(facts, "usable", known ? json_string(list) : json_null());
	free(list);
	hwloc_bitmap_free(set);
}

json_t *machine_topology(void)
{
	hwloc_topology_t topology = topology_here();
	const struct hwloc_topology_discovery_support none = { 0 }, *detected = &none;
	if (topology)
		detected = hwloc_topology_get_support(topology)->discovery;
	json_t *facts = json_object(), *caches = caches_of(topology);
	json_object_set_new(facts, "this_system",
		topology ? json_boolean(hwloc_topology_is_thissystem(topology)) : json_null());
	json_object_set_new(facts, "packages", count(topology, HWLOC_OBJ_PACKAGE));
	json_object_set_new(facts, "cores", count(topology, HWLOC_OBJ_CORE));
	json_object_set_new(
		facts, "cpus", count_if(detected->disallowed_pu, topology, HWLOC_OBJ_PU));
	json_object_set_new(
		facts, "numa_nodes", count_if(detected->numa, topology, HWLOC_OBJ_NUMANODE));
	json_object_set(facts, "caches", json_array_size(caches) ? caches : json_null());
	json_decref(caches);
	add_usable(facts);
	return facts;
}
