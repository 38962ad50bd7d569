#include <gnu/libc-version.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

#include "machine.h"
#include "parts.h"
#include "probe.h"
#include "records/machine_record.h"
#include "text.h"

/* The Makefile gives both; otherwise they are unknown. */
#ifndef TRACETAX_VERSION
#define TRACETAX_VERSION ""
#endif
#ifndef TRACETAX_CFLAGS
#define TRACETAX_CFLAGS ""
#endif

enum { MACHINE_SCHEMA = 1 };

/* Returns 1 or 0 as JSON, null for -errno. */
static json_t *answer(int is)
{
	return is < 0 ? json_null() : json_boolean(is);
}

static json_t *in_vdso(const char *from)
{
	(void)from;
	return answer(machine_clock_in_vdso());
}

static json_t *counts_instructions(const char *from)
{
	(void)from;
	return json_boolean(machine_instructions_per_ns() > 0);
}

static json_t *instructions_per_ns(const char *from)
{
	double found = machine_instructions_per_ns();
	(void)from;
	return found > 0 ? json_real(found) : json_null();
}

#define CLOCK "/sys/devices/system/clocksource/clocksource0/"

static const struct machine_fact clock_facts[] = {
	{ "source", machine_line, CLOCK "current_clocksource" },
	{ "in_vdso", in_vdso, NULL },
	{ "counts_instructions", counts_instructions, NULL },
	{ "instructions_per_ns", instructions_per_ns, NULL },
	{ NULL, NULL, NULL },
};

/* Returns the word in brackets: "always [madvise] never". */
static json_t *chosen(const char *path)
{
	char text[128];
	if (machine_read(path, text, sizeof text) <= 0)
		return json_null();
	char *from = strchr(text, '['), *to = from ? strchr(from, ']') : NULL;
	if (!to)
		return json_null();
	*to = '\0';
	machine_printable(from + 1);
	return json_string(from + 1);
}

/* Tells whether addresses are not randomized, as under `setarch -R`. */
static json_t *aslr_off(const char *from)
{
	int person = personality(0xffffffff); /* queries only */
	(void)from;
	return answer(person < 0 ? -1 : (person & ADDR_NO_RANDOMIZE) != 0);
}

static const struct machine_fact setting_facts[] = {
	{ "ptrace_scope", machine_number, "/proc/sys/kernel/yama/ptrace_scope" },
	{ "perf_event_paranoid", machine_number, "/proc/sys/kernel/perf_event_paranoid" },
	{ "bpf_jit_enable", machine_number, "/proc/sys/net/core/bpf_jit_enable" },
	{ "aslr", machine_number, "/proc/sys/kernel/randomize_va_space" },
	{ "aslr_off_here", aslr_off, NULL },
	{ "transparent_hugepage", chosen, "/sys/kernel/mm/transparent_hugepage/enabled" },
	{ NULL, NULL, NULL },
};

static json_t *speculation(void)
{
	return answer(machine_filter_slows());
}

static json_t *load(void)
{
	char text[64];
	double one, five, fifteen;
	if (machine_read("/proc/loadavg", text, sizeof text) < 0 ||
		sscanf(text, "%lf %lf %lf", &one, &five, &fifteen) != 3)
		return json_null();
	return json_pack("[fff]", one, five, fifteen);
}

/* Returns the flags, without those that hold a path and so perhaps a name. */
static json_t *flags(const char *from)
{
	char all[2048], kept[sizeof all] = "", *rest = all, *flag;
	snprintf(all, sizeof all, "%s", from);
	while ((flag = strsep(&rest, " ")))
		if (*flag && !strchr(flag, '/')) {
			strcat(kept, *kept ? " " : "");
			strcat(kept, flag);
		}
	machine_printable(kept);
	return *kept ? json_string(kept) : json_null();
}

static json_t *given(const char *text)
{
	return *text ? json_string(text) : json_null();
}

static json_t *libc(const char *from)
{
	(void)from;
	return json_string(gnu_get_libc_version());
}

static const struct machine_fact build_facts[] = {
	{ "version", given, TRACETAX_VERSION },
	{ "compiler", given, MACHINE_COMPILER },
	{ "flags", flags, TRACETAX_CFLAGS },
	{ "libc", libc, NULL },
	{ NULL, NULL, NULL },
};

static json_t *privileged(void)
{
	return json_boolean(geteuid() == 0);
}

/* The load comes first, as describing the machine adds to it. */
static const struct {
	const char *name;
	json_t *(*describe)(void); /* NULL: the facts are all there is */
	const struct machine_fact *facts;
} parts[] = {
	{ "load", load, NULL },
	{ "virtual", machine_virtual, NULL },
	{ "hypervisor", machine_hypervisor, NULL },
	{ "emulated", machine_emulated, NULL },
	{ "platform", NULL, machine_platform_facts },
	{ "privileged", privileged, NULL },
	{ "kernel", machine_kernel, NULL },
	{ "cpu", NULL, machine_cpu_facts },
	{ "idle", NULL, machine_idle_facts },
	{ "topology", machine_topology, NULL },
	{ "placements", machine_placements, NULL },
	{ "cpu_quota", machine_cpu_quota, NULL },
	{ "call_ns", machine_call_ns, NULL },
	{ "clock", NULL, clock_facts },
	{ "settings", NULL, setting_facts },
	{ "filesystems", NULL, machine_filesystem_facts },
	{ "surroundings", machine_surroundings, NULL },
	{ "watchers", machine_watchers, NULL },
	{ "filter_slows_speculation", speculation, NULL },
	{ "counters", machine_counters, NULL },
	{ "build", NULL, build_facts },
};

json_t *machine_describe(uint64_t seed)
{
	json_t *machine = json_pack("{si sI}", "schema", MACHINE_SCHEMA, "seed", (json_int_t)seed);
	int error = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts && !error; i++)
		error = json_object_set_new(machine, parts[i].name,
			parts[i].facts ? machine_facts(parts[i].facts) : parts[i].describe());
	if (!error)
		return machine;
	json_decref(machine);
	return NULL;
}
