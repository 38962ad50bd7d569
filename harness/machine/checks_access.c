#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/notify.h"
#include "checks_parts.h"
#include "holders.h"
#include "probe.h"
#include "records/machine_record.h"

void check_surroundings(const json_t *machine, struct finding *finding)
{
	json_int_t filters =
		json_integer_value(check_fact(machine, "surroundings", "seccomp_filters"));
	if (json_is_true(check_fact(machine, "surroundings", "traced")))
		check_find(finding, CHECK_BAD, "run it outside of strace, gdb and the like",
			"this process is traced already");
	else if (json_integer_value(check_fact(machine, "surroundings", "seccomp")))
		check_find(finding, CHECK_NOTE,
			"docker run --security-opt seccomp=unconfined, or measure outside",
			"every call passes a seccomp filter already%s%s",
			filters > 1 ? " (more than one)" : "",
			json_is_true(check_fact(machine, "surroundings", "supervised"))
				? ", and a supervisor answers some"
				: "");
	else
		check_find(finding, CHECK_GOOD, NULL, "no tracer or filter around us");
}

void check_ptrace_scope(const json_t *machine, struct finding *finding)
{
	const json_t *scope = check_fact(machine, "settings", "ptrace_scope");
	json_int_t value = json_integer_value(scope);
	if (!scope || json_is_null(scope))
		check_find(finding, CHECK_GOOD, NULL, "no Yama to be seen");
	else if (value < 2)
		check_find(finding, CHECK_GOOD, NULL, "%lld: a parent may trace its child",
			(long long)value);
	else
		check_find(finding, CHECK_NOTE,
			value == 2 ? "sysctl kernel.yama.ptrace_scope=1"
				   : "3 lasts until the next boot",
			"%lld: %s", (long long)value,
			value == 2 ? "root only" : "nobody may trace");
}

static void trial(struct finding *finding, int error, const char *works, const char *remedy)
{
	if (error)
		check_find(finding, CHECK_BAD, remedy, "refused: %s", strerror(-error));
	else
		check_find(finding, CHECK_GOOD, NULL, "%s", works);
}

void check_ptrace(const json_t *machine, struct finding *finding)
{
	(void)machine;
	trial(finding, machine_try_ptrace(), "a child can be seized",
		"in a container: --cap-add SYS_PTRACE; else see ptrace_scope");
}

void check_vm_readv(const json_t *machine, struct finding *finding)
{
	(void)machine;
	trial(finding, machine_try_process_vm_readv(), "a child's memory can be read",
		"in a container: --cap-add SYS_PTRACE; else see ptrace_scope");
}

void check_seccomp(const json_t *machine, struct finding *finding)
{
	(void)machine;
	trial(finding, machine_try_filter(), "filters can be installed",
		"in a container: --security-opt seccomp=unconfined");
}

static void taken(struct finding *finding)
{
	struct holders holders;
	holders_find("anon_inode:seccomp notify", &holders);
	check_find(finding, CHECK_NOTE, notify_remedy(EBUSY),
		"taken: a process has one supervisor at most, and this one has it%s%s",
		holders.n ? ", perhaps " : "", holders.names);
}

void check_listener(const json_t *machine, struct finding *finding)
{
	(void)machine;
	int error = machine_try_listener(), taking = error ? 0 : machine_try_getfd();
	if (error == -EBUSY)
		taken(finding);
	else if (error)
		check_find(finding, CHECK_NOTE, notify_remedy(-error), "refused: %s",
			strerror(-error));
	else if (taking)
		check_find(finding, CHECK_NOTE, NOTIFY_PERMIT_GETFD,
			"no supervisor can have it: pidfd_getfd: %s", strerror(-taking));
	else
		check_find(finding, CHECK_GOOD, NULL, "filters can notify a supervisor");
}

void check_speculation(const json_t *machine, struct finding *finding)
{
	const json_t *slows = json_object_get(machine, "filter_slows_speculation");
	if (json_is_true(slows))
		check_find(finding, CHECK_NOTE,
			"name it beside the seccomp numbers; Linux 5.16 ended it",
			"a filter also turns SSBD or STIBP on, which slows all code");
	else
		check_find(finding, CHECK_GOOD, NULL, "%s",
			json_is_false(slows) ? "a filter turns no mitigation on" : "not known");
}

void check_bpf_jit(const json_t *machine, struct finding *finding)
{
	const json_t *on = check_fact(machine, "settings", "bpf_jit_enable");
	const char *always = json_string_value(
		json_object_get(check_fact(machine, "kernel", "config"), "BPF_JIT_ALWAYS_ON"));
	if (json_is_integer(on) && !json_integer_value(on))
		check_find(finding, CHECK_NOTE, "sysctl net.core.bpf_jit_enable=1",
			"off: filters are interpreted, and expensive");
	else if (json_is_integer(on) || (always && *always == 'y'))
		check_find(finding, CHECK_GOOD, NULL, "on");
	else
		check_find(finding, CHECK_GOOD, NULL,
			"not known: root may read it, where /proc is whole");
}

void check_counters(const json_t *machine, struct finding *finding)
{
	const char *state = check_text(machine, "counters", "context_switches");
	const json_t *paranoid = check_fact(machine, "settings", "perf_event_paranoid");
	char level[48] = "";
	if (json_is_integer(paranoid))
		snprintf(level, sizeof level, " (perf_event_paranoid %lld)",
			(long long)json_integer_value(paranoid));
	if (state && strcmp(state, "usable") == 0)
		check_find(finding, CHECK_GOOD, NULL, "usable%s", level);
	else
		check_find(finding, CHECK_NOTE,
			"root or sysctl kernel.perf_event_paranoid=1; else only rusage counts",
			"%s%s", state ? state : "not known", level);
}

/* Returns the remedy: no permission, no counter and a stuck counter need different ones. */
static const char *pmu_remedy(const json_t *machine, const char *state)
{
	if (strstr(state, "permission") || strstr(state, "user space"))
		return "root or sysctl kernel.perf_event_paranoid=1; else cycles stay empty";
	if (machine_is_virtual(machine))
		return "give the guest a PMU; without one, cycles and cache misses stay empty";
	return "a kernel with a driver for this PMU; else cycles stay empty";
}

void check_pmu(const json_t *machine, struct finding *finding)
{
	const char *state = check_text(machine, "counters", "cycles");
	state = state ? state : "not known";
	if (strcmp(state, "usable") == 0)
		check_find(finding, CHECK_GOOD, NULL, "usable");
	else
		check_find(finding, CHECK_NOTE, pmu_remedy(machine, state), "%s", state);
}
