/* What the doctor says of facts that no machine here has: of a machine.json that is made up. */
#include <check.h>
#include <string.h>

#include "machine/checks.h"
#include "run.h"

static struct finding finding;

static const char *look(const char *name, const char *machine)
{
	const struct check *check = checks;
	json_t *facts = json_loads(machine, 0, NULL);
	ck_assert_ptr_nonnull(facts);
	while (check->name && strcmp(check->name, name) != 0)
		check++;
	ck_assert_ptr_nonnull(check->name);
	finding = (struct finding){ CHECK_GOOD, "", "" };
	check->look(facts, &finding);
	json_decref(facts);
	ck_assert_int_eq(finding.state != CHECK_GOOD, *finding.remedy != '\0');
	return finding.text;
}

#define ck_says(name, machine, due, words)                                                         \
	do {                                                                                       \
		ck_assert_str_eq(look(name, machine), words);                                      \
		ck_assert_int_eq(finding.state, due);                                              \
	} while (0)

START_TEST(calls_that_are_expensive)
{
	ck_says("calls", "{\"virtual\": true, \"call_ns\": 1050.0}", CHECK_NOTE,
		"calls cost 1.05 us here: this hypervisor or its mitigations intercept them");
	ck_says("calls", "{\"virtual\": false, \"call_ns\": 700.0}", CHECK_NOTE,
		"calls cost 0.70 us here: its mitigations, an emulator or a filter slow them");
	ck_says("calls",
		"{\"virtual\": true, \"call_ns\": 30000, \"surroundings\": {\"traced\": true}}",
		CHECK_NOTE, "calls cost 30.00 us here: the tracer around us stops them");
	ck_says("calls",
		"{\"virtual\": true, \"surroundings\": {\"seccomp\": 2}, \"call_ns\": 8630.0}",
		CHECK_NOTE,
		"calls cost 8.63 us here: the filter around us, this machine or its mitigations slow them");
	ck_says("calls", "{\"virtual\": true, \"call_ns\": 500.0}", CHECK_GOOD, "0.50 us each");
	ck_says("calls", "{\"virtual\": true, \"call_ns\": 143.0}", CHECK_GOOD, "0.14 us each");
	ck_says("calls", "{}", CHECK_GOOD, "not known");
}
END_TEST

#define GUEST(platform) "{\"virtual\": true, \"hypervisor\": \"KVM\", \"platform\": {" platform "}}"

START_TEST(a_hypervisor_that_others_call_otherwise)
{
	ck_says("virtual", GUEST("\"signature\": \"KVMKVMKVM\", \"kernel_log\": \"KVM\""),
		CHECK_NOTE, "KVM guest: the host shares and schedules these CPUs");
	ck_says("virtual", GUEST("\"firmware\": \"Xen HVM domU\", \"sys_hypervisor\": \"xen\""),
		CHECK_NOTE,
		"KVM guest, firmware: Xen HVM domU, /sys/hypervisor: xen: the host shares and "
		"schedules these CPUs");
	ck_says("virtual", GUEST("\"firmware\": null, \"kernel_log\": \"Xen HVM\""), CHECK_NOTE,
		"KVM guest, kernel log: Xen HVM: the host shares and schedules these CPUs");
	ck_says("virtual", GUEST(""), CHECK_NOTE,
		"KVM guest: the host shares and schedules these CPUs");
	ck_says("virtual",
		"{\"virtual\": true, \"hypervisor\": null, \"platform\": {\"signature\": "
		"\"NoSuchMaker\"}}",
		CHECK_NOTE,
		"a guest, signature: NoSuchMaker: the host shares and schedules these CPUs");
	ck_says("virtual", "{\"virtual\": true, \"hypervisor\": \"QEMU\", \"emulated\": true}",
		CHECK_NOTE, "QEMU emulation: no time here is that of hardware");
	ck_says("virtual", "{\"virtual\": null, \"emulated\": true}", CHECK_NOTE,
		"emulation: no time here is that of hardware");
	ck_says("virtual", "{\"virtual\": false, \"platform\": {\"firmware\": \"Dell R640\"}}",
		CHECK_GOOD, "no, bare metal, firmware: Dell R640");
	ck_says("virtual", "{\"virtual\": false, \"platform\": {\"sys_hypervisor\": \"xen\"}}",
		CHECK_NOTE, "CPUID shows no hypervisor, /sys/hypervisor: xen");
	ck_says("virtual", "{\"virtual\": null}", CHECK_GOOD, "no sign of a hypervisor");
}
END_TEST

#define CROSS(share, topology)                                                                     \
	"{\"placements\": {\"cross\": {\"share\": \"" share "\"}}, \"topology\": {" topology "}}"
#define OURS	   "\"this_system\": true"
#define OWN_CACHES OURS ", \"caches\": [{\"name\": \"L2\"}]"

START_TEST(what_two_cpus_share)
{
	ck_says("caches", CROSS("L3 cache", OWN_CACHES), CHECK_GOOD,
		"the CPUs of cross share: L3 cache");
	ck_says("caches", CROSS("package", OWN_CACHES), CHECK_NOTE,
		"no two CPUs are known to share a cache; those of cross share: package");
	ck_says("caches", CROSS("package", OURS ", \"caches\": null"), CHECK_NOTE,
		"not known whether CPUs share a cache; those of cross share: package");
	ck_says("caches", CROSS("nothing known", OURS), CHECK_NOTE,
		"not known whether CPUs share a cache; those of cross share: nothing known");
	ck_says("caches", CROSS("core", OWN_CACHES), CHECK_NOTE,
		"the CPUs of cross are threads of one core");
	ck_says("caches",
		"{\"placements\": {\"cross\": {\"lacking\": \"one CPU\"}}, \"topology\": {" OURS
		"}}",
		CHECK_GOOD, "one CPU");
	ck_says("caches", CROSS("L3 cache", "\"this_system\": false"), CHECK_NOTE,
		"what CPUs share is told of another machine; those of cross share: L3 cache");
	ck_says("caches", CROSS("nothing known", "\"this_system\": null"), CHECK_NOTE,
		"hwloc cannot read what describes these CPUs; those of cross share: nothing known");
}
END_TEST

START_TEST(mitigations_that_cannot_be_seen)
{
	ck_says("mitigations", "{\"cpu\": {\"mitigations\": null}}", CHECK_GOOD, "not known");
	ck_says("mitigations", "{\"cpu\": {\"mitigations\": {}}}", CHECK_GOOD, "none on");
}
END_TEST

#define WATCHERS(facts) "{\"watchers\": {" facts "}}"

START_TEST(what_watches_every_call)
{
	ck_says("call_path", WATCHERS("\"call_path\": []"), CHECK_GOOD,
		"no tracepoint or audit on our calls");
	ck_says("call_path", WATCHERS("\"call_path\": [\"seccomp\", \"ptrace\"]"), CHECK_GOOD,
		"no tracepoint or audit on our calls");
	ck_says("call_path", WATCHERS("\"call_path\": [\"tracepoint\"]"), CHECK_NOTE,
		"every call passes someone's tracepoints");
	ck_says("call_path", WATCHERS("\"call_path\": [\"tracepoint\", \"audit\"]"), CHECK_NOTE,
		"every call passes someone's tracepoints and audit");
	ck_says("call_path", WATCHERS("\"call_path\": [\"audit\"]"), CHECK_NOTE,
		"every call passes audit");
	ck_says("call_path", WATCHERS("\"call_path\": null"), CHECK_GOOD,
		"not known: root may look by bpf(2), on x86-64 with Linux 5.11 or later");
}
END_TEST

START_TEST(what_the_kernel_traces_and_runs)
{
	ck_says("trace_events", WATCHERS("\"tracer\": \"function\""), CHECK_NOTE,
		"the kernel's tracer function is on");
	ck_says("bpf", WATCHERS("\"bpf_programs\": {}"), CHECK_GOOD,
		"no program that may run at calls");
	ck_says("bpf", WATCHERS("\"bpf_programs\": {\"lsm\": 2}"), CHECK_NOTE,
		"programs that may run at calls: 2 lsm");
	ck_says("bpf", "{}", CHECK_GOOD, "not known: root may list programs");
}
END_TEST

#define SURROUNDINGS(facts) "{\"surroundings\": {" facts "}}"

START_TEST(what_every_program_inherits)
{
	ck_says("preload", SURROUNDINGS("\"preload\": true"), CHECK_NOTE,
		"/etc/ld.so.preload puts libraries into every program");
	ck_says("preload", SURROUNDINGS("\"preload\": false"), CHECK_GOOD,
		"no library in /etc/ld.so.preload");
	ck_says("preload", SURROUNDINGS("\"preload\": null"), CHECK_GOOD, "not known");
	ck_says("surroundings",
		SURROUNDINGS("\"seccomp\": 2, \"seccomp_filters\": 1, \"supervised\": true"),
		CHECK_NOTE,
		"every call passes a seccomp filter already, and a supervisor answers some");
	ck_says("surroundings",
		SURROUNDINGS("\"seccomp\": 2, \"seccomp_filters\": 2, \"supervised\": false"),
		CHECK_NOTE, "every call passes a seccomp filter already (more than one)");
	ck_says("surroundings", SURROUNDINGS("\"seccomp\": 0, \"seccomp_filters\": 0"), CHECK_GOOD,
		"no tracer or filter around us");
}
END_TEST

#define IDLE(us) "{\"idle\": {\"limit_us\": false, \"states\": {\"C1\": {\"latency_us\": " us "}}}}"

START_TEST(how_deep_a_cpu_sleeps)
{
	ck_says("idle", IDLE("9"), CHECK_GOOD, "C1 at most: 9 us to wake a CPU");
	ck_says("idle", IDLE("10"), CHECK_NOTE, "a CPU may idle in C1: 10 us to wake it");
	ck_says("idle", "{\"idle\": {\"states\": null}}", CHECK_GOOD,
		"not known: no idle states to be seen");
}
END_TEST

int main(void)
{
	TCase *tests = tcase_create("checks");
	tcase_add_test(tests, calls_that_are_expensive);
	tcase_add_test(tests, a_hypervisor_that_others_call_otherwise);
	tcase_add_test(tests, what_two_cpus_share);
	tcase_add_test(tests, mitigations_that_cannot_be_seen);
	tcase_add_test(tests, what_watches_every_call);
	tcase_add_test(tests, what_the_kernel_traces_and_runs);
	tcase_add_test(tests, what_every_program_inherits);
	tcase_add_test(tests, how_deep_a_cpu_sleeps);
	Suite *suite = suite_create("checks");
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
