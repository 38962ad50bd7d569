#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/resources.h"
#include "checks_parts.h"
#include "machine.h"
#include "records/machine_record.h"
#include "text.h"
#include "ticks.h"
#include "topology.h"

/* Appends an item if it fits as a whole. */
static void append(char *list, size_t size, const char *before, const char *item)
{
	size_t n = strlen(list);
	if (n + strlen(before) + strlen(item) < size)
		snprintf(list + n, size - n, "%s%s", before, item);
}

/* Adds what other sources say of the hypervisor, if they do not name it: ", kernel log: Xen
 * HVM". */
static void tell_signs(const json_t *machine, const char *name, char *text, size_t size)
{
	static const struct {
		const char *fact, *title;
	} signs[] = {
		{ "signature", ", signature: " },
		{ "firmware", ", firmware: " },
		{ "sys_hypervisor", ", /sys/hypervisor: " },
		{ "kernel_log", ", kernel log: " },
	};
	/* the first sign gave the name */
	for (size_t i = name ? 1 : 0; i < sizeof signs / sizeof *signs; i++) {
		const char *sign = check_text(machine, "platform", signs[i].fact);
		if (sign && !(name && strcasestr(sign, name)))
			append(text, size, signs[i].title, sign);
	}
}

static void virtual_machine(const json_t *machine, struct finding *finding)
{
	const char *name = json_string_value(json_object_get(machine, "hypervisor"));
	bool contradicted = check_text(machine, "platform", "sys_hypervisor") ||
			    check_text(machine, "platform", "kernel_log");
	char signs[160] = "";
	tell_signs(machine, name, signs, sizeof signs);
	if (machine_is_emulated(machine))
		check_find(finding, CHECK_NOTE,
			"counts hold here, and under -icount instructions; never take its times for those of hardware",
			"%s%semulation: no time here is that of hardware", name ? name : "",
			name ? " " : "");
	else if (machine_is_virtual(machine))
		check_find(finding, CHECK_NOTE,
			"say so beside the numbers; never compare them with bare metal",
			"%s guest%s: the host shares and schedules these CPUs", name ? name : "a",
			signs);
	else if (contradicted)
		check_find(finding, CHECK_NOTE, "take it for a virtual machine until it is known",
			"CPUID shows no hypervisor%s", signs);
	else if (json_is_false(json_object_get(machine, "virtual")))
		check_find(finding, CHECK_GOOD, NULL, "no, bare metal%s", signs);
	else
		check_find(finding, CHECK_GOOD, NULL, "no sign of a hypervisor%s", signs);
}

static void unknown(struct finding *finding, int error)
{
	check_find(finding, CHECK_NOTE, "permit reading /proc/stat and timerfd_create(2)",
		"not known: %s", strerror(-error));
}

/* Judges steal over a sample that spins: steal counts only while a CPU is wanted. */
static void steal(const json_t *machine, struct finding *finding)
{
	struct machine_ticks boot, now;
	(void)machine;
	int error = machine_ticks_read(&boot);
	if (!error)
		error = machine_ticks_over(true, &now);
	if (error) {
		unknown(finding, error);
		return;
	}
	double wanted = boot.busy_s + boot.steal_s;
	double since_boot = wanted > 0 ? 100 * boot.steal_s / wanted : 0;
	double just_now = 100 * now.steal_s / MACHINE_SAMPLE_S;
	enum check_state state = just_now >= 10 || since_boot >= 2    ? CHECK_BAD
				 : just_now > 0 || since_boot >= 0.05 ? CHECK_NOTE
								      : CHECK_GOOD;
	check_find(finding, state,
		state ? "use an idle or a dedicated host; runs with steal are flagged" : NULL,
		"%.2g %% of busy time since boot, %.0f %% of a CPU just now", since_boot, just_now);
}

static void load(const json_t *machine, struct finding *finding)
{
	struct machine_ticks now;
	(void)machine;
	int error = machine_ticks_over(false, &now);
	if (error) {
		unknown(finding, error);
		return;
	}
	double busy = 100 * now.busy_s / MACHINE_SAMPLE_S;
	/* one tick is 5 % of the sample */
	enum check_state state = busy >= 50 ? CHECK_BAD : busy > 10 ? CHECK_NOTE : CHECK_GOOD;
	check_find(finding, state, state ? "end what else runs here (see top), then measure" : NULL,
		"others take %.0f %% of a CPU", busy);
}

static const char *fact_of_placement(const json_t *machine, const char *name, const char *fact)
{
	return check_text(json_object_get(machine, "placements"), name, fact);
}

/* Tells "2 usable; placements: same cross free". */
static void cpus(const json_t *machine, struct finding *finding)
{
	char have[64] = "";
	json_int_t usable = json_integer_value(check_fact(machine, "topology", "usable_cpus"));
	const char *name;
	json_t *placement;
	json_object_foreach(json_object_get(machine, "placements"), name, placement)
	{
		if (!fact_of_placement(machine, name, "lacking"))
			append(have, sizeof have, " ", name);
	}
	check_find(finding, usable == 1 ? CHECK_NOTE : CHECK_GOOD,
		usable == 1 ? "give two (taskset, cpuset): tracer and tracee now share one" : NULL,
		"%lld usable; placements:%s", (long long)usable, have);
}

static enum topology_source source_of(const json_t *machine)
{
	const json_t *ours = check_fact(machine, "topology", "this_system");
	return json_is_true(ours)    ? TOPOLOGY_OURS
	       : json_is_false(ours) ? TOPOLOGY_FOREIGN
				     : TOPOLOGY_UNREAD;
}

/* Tells what the two CPUs of `cross` share: it decides what waking one from the other costs. */
static void caches(const json_t *machine, struct finding *finding)
{
	const char *share = fact_of_placement(machine, "cross", "share");
	const char *lacking = fact_of_placement(machine, "cross", "lacking");
	const char *doubt = topology_doubt(source_of(machine));
	bool described = json_array_size(check_fact(machine, "topology", "caches")) > 0;
	if (!share)
		check_find(finding, CHECK_GOOD, NULL, "%s", lacking ? lacking : "not known");
	else if (doubt)
		check_find(finding, CHECK_NOTE,
			"see HWLOC_SYNTHETIC, HWLOC_XMLFILE and HWLOC_FSROOT",
			"%s; those of cross share: %s", doubt, share);
	else if (strstr(share, "cache"))
		check_find(finding, CHECK_GOOD, NULL, "the CPUs of cross share: %s", share);
	else if (strcmp(share, "core") == 0)
		check_find(finding, CHECK_NOTE, "give two cores (taskset, cpuset)",
			"the CPUs of cross are threads of one core");
	else
		check_find(finding, CHECK_NOTE, "name it beside the numbers of cross",
			"%s; those of cross share: %s",
			described ? "no two CPUs are known to share a cache"
				  : "not known whether CPUs share a cache",
			share);
}

static void smt(const json_t *machine, struct finding *finding)
{
	const json_t *on = check_fact(machine, "cpu", "smt");
	if (json_is_true(on))
		check_find(finding, CHECK_NOTE,
			"keep siblings idle, or echo off >/sys/devices/system/cpu/smt/control",
			"on: a busy sibling slows a thread");
	else
		check_find(
			finding, CHECK_GOOD, NULL, "%s", json_is_false(on) ? "off" : "not known");
}

static void governor(const json_t *machine, struct finding *finding)
{
	const char *name = check_text(machine, "cpu", "governor");
	if (!name && machine_is_virtual(machine))
		check_find(finding, CHECK_NOTE,
			"compare within one run only: its blocks share the drift among all modes",
			"hidden: the host sets the frequency");
	else if (!name)
		check_find(finding, CHECK_GOOD, NULL, "no frequency scaling to be seen");
	else if (strcmp(name, "performance") == 0)
		check_find(finding, CHECK_GOOD, NULL, "%s", name);
	else
		check_find(finding, CHECK_BAD, "cpupower frequency-set -g performance",
			"%s: the frequency follows the load", name);
}

static void turbo(const json_t *machine, struct finding *finding)
{
	const json_t *on = check_fact(machine, "cpu", "turbo");
	if (json_is_true(on))
		check_find(finding, CHECK_NOTE,
			"echo 1 >/sys/devices/system/cpu/intel_pstate/no_turbo, or echo 0 >/sys/devices/system/cpu/cpufreq/boost",
			"on: the frequency depends on heat and on the other cores");
	else
		check_find(finding, CHECK_GOOD, NULL, "%s",
			json_is_false(on) ? "off" : "not to be seen here");
}

static void clock_source(const json_t *machine, struct finding *finding)
{
	const char *source = check_text(machine, "clock", "source");
	const json_t *in_vdso = check_fact(machine, "clock", "in_vdso");
	source = source ? source : "unknown source";
	if (json_is_true(in_vdso))
		check_find(finding, CHECK_GOOD, NULL, "%s, read in the vDSO", source);
	else if (json_is_false(in_vdso))
		check_find(finding, CHECK_BAD,
			"choose another in /sys/devices/system/clocksource/clocksource0/",
			"%s: reading it is a system call, which is then traced too", source);
	else
		check_find(finding, CHECK_NOTE, "permit seccomp(2), by which it is proved",
			"%s; whether it is read in the vDSO could not be proved", source);
}

static void quota(const json_t *machine, struct finding *finding)
{
	const json_t *cpus_left = json_object_get(machine, "cpu_quota");
	if (json_is_real(cpus_left))
		check_find(finding, CHECK_BAD,
			"lift it (docker run without --cpus): throttling shows as outliers",
			"%.3g CPUs", json_real_value(cpus_left));
	else
		check_find(finding, CHECK_GOOD, NULL, "%s",
			json_is_false(cpus_left) ? "none" : "not known");
}

static void mitigations(const json_t *machine, struct finding *finding)
{
	char on[224] = "";
	const char *name;
	json_t *value;
	json_object_foreach(check_fact(machine, "cpu", "mitigations"), name, value)
	{
		const char *state = json_string_value(value);
		/* "Vulnerable: Safe RET, no microcode" is a mitigation too, though not enough */
		if (state && (strncmp(state, "Mitigation", 10) == 0 ||
				     strncmp(state, "Vulnerable:", 11) == 0))
			append(on, sizeof on, " ", name);
	}
	if (*on)
		check_find(finding, CHECK_NOTE,
			"part of the price of a call: keep them; name them beside the numbers",
			"on:%s", on);
	else
		check_find(finding, CHECK_GOOD, NULL, "%s",
			json_is_object(check_fact(machine, "cpu", "mitigations")) ? "none on"
										  : "not known");
}

static void calls(const json_t *machine, struct finding *finding)
{
	double us = json_number_value(json_object_get(machine, "call_ns")) / 1000;
	if (us > 0.5)
		check_find(finding, CHECK_NOTE,
			"name it beside the numbers: against such calls a slowdown looks small",
			"calls cost %.2f us here: %s", us,
			json_is_true(check_fact(machine, "surroundings", "traced"))
				? "the tracer around us stops them"
			: json_integer_value(check_fact(machine, "surroundings", "seccomp")) > 0
				? "the filter around us, this machine or its mitigations slow them"
			: machine_is_virtual(machine)
				? "this hypervisor or its mitigations intercept them"
				: "its mitigations, an emulator or a filter slow them");
	else
		check_find(finding, CHECK_GOOD, NULL, us > 0 ? "%.2f us each" : "not known", us);
}

/* Looks for the debugging options that slow every call; UBSAN and its like are cheap, and on in
 * distributions. */
static void debug_kernel(const json_t *machine, struct finding *finding)
{
	static const char *const expensive[] = { "KASAN", "KCSAN", "KMSAN", "PROVE_LOCKING",
		"DEBUG_ATOMIC_SLEEP", "SLUB_DEBUG_ON", NULL };
	const json_t *config = check_fact(machine, "kernel", "config");
	char on[128] = "";
	for (const char *const *name = expensive; *name; name++) {
		const char *value = json_string_value(json_object_get(config, *name));
		if (value && *value == 'y')
			append(on, sizeof on, " ", *name);
	}
	if (*on)
		check_find(finding, CHECK_BAD, "boot a kernel without them", "debug kernel:%s", on);
	else
		check_find(finding, CHECK_GOOD, NULL, "%s",
			json_is_object(config) ? "no debugging that taxes every call"
					       : "not known");
}

static void programs(const json_t *machine, struct finding *finding)
{
	static const struct {
		const char *name, *lost;
	} helpers[] = {
		{ "gnuplot", "gnuplot (no charts)" },
		{ "hyperfine", "hyperfine (no second clock)" },
		{ "strace", "strace (no wrap:strace)" },
	};
	char missing[128] = "", remedy[128] = "install:";
	(void)machine;
	for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++) {
		if (resource_installed(helpers[i].name))
			continue;
		append(missing, sizeof missing, " ", helpers[i].lost);
		append(remedy, sizeof remedy, " ", helpers[i].name);
	}
	if (*missing)
		check_find(finding, CHECK_NOTE, remedy, "missing:%s", missing);
	else
		check_find(finding, CHECK_GOOD, NULL, "gnuplot, hyperfine and strace are here");
}

const struct check checks[] = {
	{ "virtual", virtual_machine },
	{ "steal", steal },
	{ "load", load },
	{ "quota", quota },
	{ "cpus", cpus },
	{ "caches", caches },
	{ "smt", smt },
	{ "governor", governor },
	{ "turbo", turbo },
	{ "idle", check_idle },
	{ "clock", clock_source },
	{ "kernel", debug_kernel },
	{ "mitigations", mitigations },
	{ "calls", calls },
	{ "surroundings", check_surroundings },
	{ "call_path", check_call_path },
	{ "audit", check_audit },
	{ "trace_events", check_trace_events },
	{ "bpf", check_bpf },
	{ "perf", check_perf },
	{ "preload", check_preload },
	{ "ptrace_scope", check_ptrace_scope },
	{ "ptrace", check_ptrace },
	{ "vm_readv", check_vm_readv },
	{ "seccomp", check_seccomp },
	{ "listener", check_listener },
	{ "speculation", check_speculation },
	{ "bpf_jit", check_bpf_jit },
	{ "counters", check_counters },
	{ "pmu", check_pmu },
	{ "programs", programs },
	{ NULL, NULL },
};
