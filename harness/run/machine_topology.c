#include <hwloc.h>
#include <stdbool.h>
#include <string.h>

#include "machine_parts.h"

static json_t *count(hwloc_topology_t topology, hwloc_obj_type_t type)
{
	int n = hwloc_get_nbobjs_by_type(topology, type);
	return n > 0 ? json_integer(n) : json_null();
}

/* Cores of different kinds have caches of different sizes: one entry for each size. */
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
	for (int depth = hwloc_topology_get_depth(topology) - 1; depth >= 0; depth--) {
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

/* The CPUs that taskset, a container or a cpuset leaves to us. */
static void add_usable(json_t *facts, hwloc_topology_t topology)
{
	char *list = NULL;
	hwloc_bitmap_t set = hwloc_bitmap_alloc();
	bool known = set && hwloc_get_cpubind(topology, set, HWLOC_CPUBIND_PROCESS) == 0 &&
		     hwloc_bitmap_list_asprintf(&list, set) >= 0;
	json_object_set_new(
		facts, "usable_cpus", known ? json_integer(hwloc_bitmap_weight(set)) : json_null());
	json_object_set_new(facts, "usable", known ? json_string(list) : json_null());
	free(list);
	hwloc_bitmap_free(set);
}

static json_t *describe(hwloc_topology_t topology)
{
	json_t *facts = json_object();
	json_object_set_new(facts, "packages", count(topology, HWLOC_OBJ_PACKAGE));
	json_object_set_new(facts, "cores", count(topology, HWLOC_OBJ_CORE));
	json_object_set_new(facts, "cpus", count(topology, HWLOC_OBJ_PU));
	json_object_set_new(facts, "numa_nodes", count(topology, HWLOC_OBJ_NUMANODE));
	json_object_set_new(facts, "caches", caches_of(topology));
	add_usable(facts, topology);
	return facts;
}

json_t *machine_topology(void)
{
	hwloc_topology_t topology;
	if (hwloc_topology_init(&topology) < 0)
		return json_null();
	/* the machine as it is, not the part that we may use */
	hwloc_topology_set_flags(topology, HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED);
	json_t *facts = hwloc_topology_load(topology) == 0 ? describe(topology) : json_null();
	hwloc_topology_destroy(topology);
	return facts;
}
