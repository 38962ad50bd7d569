/* Which CPUs a placement takes, and what they are said to share: on topologies that are made up
 * here.
 */
#include <check.h>
#include <hwloc.h>
#include <string.h>

#include "machine/places.h"
#include "plan/placements.h"
#include "run.h"

static hwloc_topology_t topology;
static struct placement placement;

/* NULL: nothing is known. */
static void machine(const char *synthetic)
{
	topology = NULL;
	if (!synthetic)
		return;
	ck_assert_int_eq(hwloc_topology_init(&topology), 0);
	ck_assert_int_eq(hwloc_topology_set_synthetic(topology, synthetic), 0);
	ck_assert_int_eq(hwloc_topology_load(topology), 0);
}

static const struct placement *place(const char *name, unsigned long usable)
{
	cpu_set_t cpus;
	CPU_ZERO(&cpus);
	for (unsigned cpu = 0; cpu < 8 * sizeof usable; cpu++)
		if (usable >> cpu & 1)
			CPU_SET(cpu, &cpus);
	ck_assert_int_eq(placement_resolve_in(topology, &cpus, name, &placement), 0);
	return &placement;
}

static void ck_place(const char *synthetic, unsigned long usable, const char *name, int tracer,
	int tracee, const char *share)
{
	machine(synthetic);
	place(name, usable);
	if (topology)
		hwloc_topology_destroy(topology);
	ck_assert_msg(!placement.lacking, "%s, %s: %s", synthetic, name, placement.lacking);
	ck_assert_int_eq(placement.cpu[TRACER], tracer);
	ck_assert_int_eq(placement.cpu[TRACEE], tracee);
	for (int side = 0; side < SIDES; side++) {
		ck_assert_int_eq(CPU_COUNT(&placement.cpus[side]), 1);
		ck_assert(CPU_ISSET((size_t)placement.cpu[side], &placement.cpus[side]));
	}
	ck_assert_str_eq(placement.share, share);
}

static void ck_lacks(
	const char *synthetic, unsigned long usable, const char *name, const char *reason)
{
	machine(synthetic);
	place(name, usable);
	if (topology)
		hwloc_topology_destroy(topology);
	ck_assert_ptr_nonnull(placement.lacking);
	ck_assert_str_eq(placement.lacking, reason);
	ck_assert_int_eq(placement.cpu[TRACEE], -1);
	ck_assert_int_eq(placement.cpu[TRACER], -1);
	ck_assert_str_eq(placement.share, "");
}

START_TEST(two_cpus_are_always_a_cross)
{
	ck_place("pack:1 l3:1 core:2 pu:1", 3, "cross", 0, 1, "L3 cache");
	ck_place("pack:1 core:2 pu:1", 3, "cross", 0, 1, "package");
	ck_place("pack:1 l2:2 core:1 pu:1", 3, "cross", 0, 1, "package");
	ck_place("pack:1 die:1 core:2 pu:1", 3, "cross", 0, 1, "die");
	ck_place("pack:2 core:1 pu:1", 3, "cross", 0, 1, "nothing known");
	ck_place("core:2 pu:1", 3, "cross", 0, 1, "nothing known");
	ck_place("l3:1 pu:2", 3, "cross", 0, 1, "L3 cache");
	ck_place("pu:2", 3, "cross", 0, 1, "nothing known");
	ck_place("pack:1 core:1 pu:2", 3, "cross", 0, 1, "core");
	ck_place(NULL, 3, "cross", 0, 1, "nothing known");
}
END_TEST

START_TEST(the_nearest_pair_is_taken)
{
	/* CPU 7 shares no cache with another that may be used */
	ck_place("pack:2 l3:2 core:2 pu:1", 0x8f, "cross", 2, 3, "L3 cache");
	ck_place("pack:2 l3:2 core:2 pu:1", 0x8b, "cross", 0, 1, "L3 cache");
	ck_place("pack:2 l3:2 core:2 pu:1", 0xa5, "cross", 5, 7, "package");
	ck_place("pack:2 l3:2 core:2 pu:1", 0x84, "cross", 2, 7, "nothing known");
	ck_place("pack:2 l3:1 core:2 pu:2", 0x39, "cross", 0, 3, "L3 cache");
	/* two threads of one core only where there is nothing else */
	ck_place("pack:2 l3:1 core:2 pu:2", 0x31, "cross", 0, 5, "nothing known");
	ck_place("pack:2 l3:1 core:2 pu:2", 0x30, "cross", 4, 5, "core");
	ck_place("l3:1 l1d:2 pu:2", 0xf, "cross", 1, 3, "L3 cache");
	ck_place("l3:1 l1d:2 pu:2", 0xc, "cross", 2, 3, "L1d cache");
	/* of equals the highest */
	ck_place("l3:1 core:4 pu:1", 0xf, "cross", 2, 3, "L3 cache");
}
END_TEST

START_TEST(no_other_cpus_than_the_usable_are_taken)
{
	ck_place("pack:2 core:2 pu:2", 0x3, "cross", 0, 1, "core");
	ck_place("pack:2 core:2 pu:2", 0x3, "same", 1, 1, "CPU");
	/* beyond what is described */
	ck_place("pack:1 core:2 pu:1", 0x300, "cross", 8, 9, "nothing known");
	ck_place("pack:1 core:2 pu:1", 0x300, "same", 9, 9, "CPU");
	ck_place("pack:1 core:2 pu:1", 0x102, "cross", 1, 8, "nothing known");
	ck_place("pack:1 core:2 pu:1", 0x103, "cross", 0, 1, "package");
	ck_place("pack:1 core:1 pu:2", 0x103, "cross", 1, 8, "nothing known");
	ck_place(NULL, 1, "same", 0, 0, "CPU");
	ck_lacks("pack:2 core:2 pu:2", 1, "cross", "only one CPU may be used here");
	ck_lacks(NULL, 1, "cross", "only one CPU may be used here");
	ck_lacks(
		"pack:1 core:2 pu:1", 0x300, "smt", "no core here has two usable hardware threads");
	ck_lacks("pack:2 core:1 pu:1", 0x300, "socket", "all usable CPUs are in one package");
}
END_TEST

START_TEST(smt_and_socket_only_where_cores_and_packages_are_known)
{
	ck_place("pack:2 core:2 pu:2", 0xff, "smt", 6, 7, "core");
	ck_place("pack:2 core:2 pu:2", 0xff, "socket", 3, 7, "nothing known");
	ck_lacks("pack:1 core:2 pu:1", 3, "smt", "no core here has two usable hardware threads");
	ck_lacks("pack:1 core:2 pu:1", 3, "socket", "all usable CPUs are in one package");
	ck_lacks("l1d:1 pu:2", 3, "smt", "cores are not known here");
	ck_lacks("core:2 pu:1", 3, "socket", "packages are not known here");
	ck_lacks(NULL, 3, "smt", "cores are not known here");
	ck_lacks(NULL, 3, "socket", "packages are not known here");
}
END_TEST

START_TEST(free_has_them_all)
{
	machine(NULL);
	place("free", 0x105);
	ck_assert_ptr_null(placement.lacking);
	ck_assert_int_eq(placement.cpu[TRACEE], -1);
	ck_assert_int_eq(CPU_COUNT(&placement.cpus[TRACEE]), 3);
	ck_assert(CPU_EQUAL(&placement.cpus[TRACEE], &placement.cpus[TRACER]));
}
END_TEST

START_TEST(each_name_is_known)
{
	for (size_t i = 0; placement_names[i]; i++) {
		ck_assert_int_eq(placement_resolve(placement_names[i], &placement), 0);
		ck_assert_str_eq(placement.name, placement_names[i]);
	}
	ck_assert_int_eq(placement_resolve("nowhere", &placement), -ENOENT);
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("places");
	tcase_add_test(tests, two_cpus_are_always_a_cross);
	tcase_add_test(tests, the_nearest_pair_is_taken);
	tcase_add_test(tests, no_other_cpus_than_the_usable_are_taken);
	tcase_add_test(tests, smt_and_socket_only_where_cores_and_packages_are_known);
	tcase_add_test(tests, free_has_them_all);
	tcase_add_test(tests, each_name_is_known);
	Suite *suite = suite_create("places");
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
