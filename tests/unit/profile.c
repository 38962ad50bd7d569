/* Profiles of containers: what their programs answer, and what is wrong with a file. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "modes/filters/passage.h"
#include "modes/filters/profile.h"
#include "run.h"
#include "seccomp.h"

#define DEFAULT "bench/filters/docker-default.json"
#define HEAD	"{\"defaultAction\": \"SCMP_ACT_ALLOW\", "
#define RULE(more)                                                                                 \
	HEAD "\"syscalls\": [{\"names\": [\"getppid\"], \"action\": \"SCMP_ACT_ERRNO\"" more "}]}"
#define ARGUMENT(op) "{\"index\": 1, \"value\": 5, \"op\": \"SCMP_CMP_" op "\"}"

static struct complaint complaint;
static struct filter filter;

static int build(const char *text)
{
	filter = (struct filter){ .unknown = 0 };
	return profile_build(text, strlen(text), &filter, &complaint);
}

/* What becomes of getppid with this second argument. */
static const char *answer_to(__u64 argument)
{
	static char words[64];
	const struct seccomp_data data = {
		.nr = SYS_getppid,
		.arch = seccomp_arch_native(),
		.args = { 0, argument },
	};
	struct passage passage = passage_of(&filter.program, &data, true);
	return passage_words(&passage, words, sizeof words);
}

static const struct {
	const char *text;
	__u64 argument;
	const char *answer;
} profiles[] = {
	{ HEAD "\"syscalls\": []}", 0, "allow" },
	{ "{\"defaultAction\": \"SCMP_ACT_ERRNO\"}", 0, "errno EPERM" },
	{ "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": 38}", 0, "errno ENOSYS" },
	{ "{\"defaultAction\": \"SCMP_ACT_KILL\"}", 0, "kill" },
	{ "{\"defaultAction\": \"SCMP_ACT_TRAP\", \"syscalls\": null}", 0, "trap" },
	{ "{\"defaultAction\": \"SCMP_ACT_LOG\"}", 0, "log" },
	{ RULE(""), 0, "errno EPERM" },
	{ RULE(", \"errnoRet\": 2, \"comment\": \"any\", \"args\": []"), 0, "errno ENOENT" },
	{ RULE(", \"errnoRet\": null, \"args\": null, \"includes\": null, \"excludes\": {}"), 0,
		"errno EPERM" },
	{ HEAD "\"syscalls\": [{\"name\": \"getppid\", \"action\": \"SCMP_ACT_ERRNO\"}]}", 0,
		"errno EPERM" },
	{ HEAD "\"syscalls\": [{\"name\": \"getpid\", \"action\": \"SCMP_ACT_ERRNO\"}]}", 0,
		"allow" },
	/* conditions */
	{ RULE(", \"args\": [" ARGUMENT("EQ") "]"), 5, "errno EPERM" },
	{ RULE(", \"args\": [" ARGUMENT("EQ") "]"), 6, "allow" },
	{ RULE(", \"args\": [" ARGUMENT("EQ") "]"), 5 | 1ULL << 32, "allow" },
	{ RULE(", \"args\": [" ARGUMENT("NE") "]"), 5, "allow" },
	{ RULE(", \"args\": [" ARGUMENT("LT") "]"), 4, "errno EPERM" },
	{ RULE(", \"args\": [" ARGUMENT("LE") "]"), 6, "allow" },
	{ RULE(", \"args\": [" ARGUMENT("GE") "]"), 5, "errno EPERM" },
	{ RULE(", \"args\": [" ARGUMENT("GT") "]"), 5, "allow" },
	/* the mask comes first */
	{ RULE(", \"args\": [{\"index\": 1, \"value\": 12, \"valueTwo\": 4, \"op\": \"SCMP_CMP_MASKED_EQ\"}]"),
		7, "errno EPERM" },
	{ RULE(", \"args\": [{\"index\": 1, \"value\": 12, \"valueTwo\": 4, \"op\": \"SCMP_CMP_MASKED_EQ\"}]"),
		12, "allow" },
	/* two on one argument: either will do; on two, both must hold */
	{ RULE(", \"args\": [" ARGUMENT("LT") ", " ARGUMENT("GT") "]"), 9, "errno EPERM" },
	{ RULE(", \"args\": [" ARGUMENT("LT") ", " ARGUMENT("GT") "]"), 5, "allow" },
	{ RULE(", \"args\": [" ARGUMENT(
		  "EQ") ", {\"index\": 0, \"value\": 1, \"op\": \"SCMP_CMP_EQ\"}]"),
		5, "allow" },
	/* where a rule holds */
	{ RULE(", \"includes\": {\"caps\": [\"CAP_SYS_ADMIN\"]}"), 0, "allow" },
	{ RULE(", \"includes\": {\"caps\": [\"CAP_SYS_CHROOT\", \"CAP_KILL\"]}"), 0,
		"errno EPERM" },
	{ RULE(", \"includes\": {\"caps\": [\"CAP_SYS_CHROOT\", \"CAP_SYS_ADMIN\"]}"), 0, "allow" },
	{ RULE(", \"excludes\": {\"caps\": [\"CAP_SYS_ADMIN\"]}"), 0, "errno EPERM" },
	{ RULE(", \"excludes\": {\"caps\": [\"CAP_SYS_ADMIN\", \"CAP_CHOWN\"]}"), 0, "allow" },
	{ RULE(", \"includes\": {\"minKernel\": \"4.8\"}"), 0, "errno EPERM" },
	{ RULE(", \"includes\": {\"minKernel\": \"99.0\"}"), 0, "allow" },
	{ RULE(", \"excludes\": {\"minKernel\": \"4.8\"}"), 0, "allow" },
	{ RULE(", \"excludes\": {\"minKernel\": \"99.0\"}"), 0, "errno EPERM" },
	{ RULE(", \"includes\": {\"arches\": [\"mips\"]}"), 0, "allow" },
	{ RULE(", \"includes\": {\"arches\": [\"amd64\", \"arm64\", \"riscv64\", \"s390x\", \"ppc64le\"]}"),
		0, "errno EPERM" },
	{ RULE(", \"excludes\": {\"arches\": [\"amd64\", \"arm64\", \"riscv64\", \"s390x\", \"ppc64le\"]}"),
		0, "allow" },
};

START_TEST(each_profile)
{
	ck_assert_msg(build(profiles[_i].text) == 0, "%s", complaint.text);
	ck_assert_int_eq(filter_check(&filter.program, &complaint), 0);
	ck_assert_str_eq(answer_to(profiles[_i].argument), profiles[_i].answer);
	filter_free(&filter);
}
END_TEST

static const struct {
	const char *text, *why;
} refused[] = {
	{ "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"sysc", "line 1: " },
	{ "[]", "expected a profile, found another value" },
	{ "{}", "expected \"defaultAction\", found none" },
	{ "{\"defaultAction\": 1}", "\"defaultAction\": expected a string, found a whole number" },
	{ "{\"defaultAction\": \"SCMP_ACT_ALOW\"}",
		"unknown action \"SCMP_ACT_ALOW\": did you mean \"SCMP_ACT_ALLOW\"?" },
	{ "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": 4096}",
		"from 0 to 4095, found 4096" },
	{ "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"defaultErrnoRet\": -1}",
		"from 0 to 4095, found -1" },
	{ HEAD "\"defaultAction\": \"SCMP_ACT_LOG\"}", "duplicate" },
	{ HEAD "\"syscalls\": {}}", "\"syscalls\": expected an array, found an object" },
	{ HEAD "\"syscalls\": [1]}", "syscalls[0]: expected an object" },
	{ HEAD "\"syscalls\": [{\"action\": \"SCMP_ACT_LOG\"}]}",
		"syscalls[0]: expected either \"names\" or \"name\"" },
	{ HEAD "\"syscalls\": [{\"names\": [], \"name\": \"a\"}]}",
		"syscalls[0]: expected either" },
	{ HEAD "\"syscalls\": [{\"names\": [1], \"action\": \"SCMP_ACT_LOG\"}]}",
		"syscalls[0]: \"names\": expected strings" },
	{ HEAD "\"syscalls\": [{\"names\": [\"getpid\"]}]}",
		"syscalls[0]: expected \"action\", found none" },
	{ RULE("}, {\"names\": [], \"action\": \"KILL\""), "syscalls[1]: unknown action \"KILL\"" },
	{ RULE(", \"args\": 1"), "syscalls[0]: \"args\": expected an array, found a whole number" },
	{ RULE(", \"args\": [1]"), "\"args\": expected objects" },
	{ RULE(", \"args\": [" ARGUMENT("SAME") "]"),
		"syscalls[0]: unknown operator \"SCMP_CMP_SAME\"" },
	{ RULE(", \"args\": [{\"index\": 0}]"), "expected \"op\", found none" },
	{ RULE(", \"args\": [{\"op\": \"SCMP_CMP_EQ\"}]"), "expected \"index\", found none" },
	{ RULE(", \"args\": [{\"index\": 6, \"op\": \"SCMP_CMP_EQ\"}]"), "from 0 to 5, found 6" },
	{ RULE(", \"args\": [{\"index\": 0, \"value\": \"1\", \"op\": \"SCMP_CMP_EQ\"}]"),
		"\"value\": expected a whole number, found a string" },
	{ RULE(", \"includes\": []"), "\"includes\": expected an object, found an array" },
	{ RULE(", \"includes\": {\"caps\": [1]}"), "\"caps\": expected strings" },
	{ RULE(", \"includes\": {\"minKernel\": \"new\"}"), "\"minKernel\": expected a version" },
	{ HEAD "\"architectures\": [\"SCMP_ARCH_PARISC\"]}",
		"for other architectures than this one" },
	{ HEAD "\"architectures\": [\"SCMP_ARCH_NO\", 1]}",
		"for other architectures than this one" },
	{ HEAD "\"archMap\": [{\"architecture\": \"SCMP_ARCH_PARISC\"}]}",
		"for other architectures than this one" },
};

START_TEST(each_that_is_wrong)
{
	ck_assert_int_eq(build(refused[_i].text), -EINVAL);
	ck_assert_msg(strstr(complaint.text, refused[_i].why) != NULL, "%s", complaint.text);
	ck_assert_ptr_null(filter.program.filter);
}
END_TEST

/* What a rule for this kernel answers, or for one that is so many minor versions newer. */
static const char *answer_from(unsigned newer)
{
	char text[256];
	struct utsname here;
	unsigned major, minor;
	uname(&here);
	ck_assert_int_eq(sscanf(here.release, "%u.%u", &major, &minor), 2);
	snprintf(text, sizeof text, RULE(", \"includes\": {\"minKernel\": \"%u.%u\"}"), major,
		minor + newer);
	ck_assert_msg(build(text) == 0, "%s", complaint.text);
	const char *answer = answer_to(0);
	filter_free(&filter);
	return answer;
}

START_TEST(rules_from_a_kernel_on)
{
	ck_assert_str_eq(answer_from(0), "errno EPERM");
	ck_assert_str_eq(answer_from(1), "allow");
}
END_TEST

START_TEST(unknown_calls_are_counted)
{
	ck_assert_int_eq(
		build(HEAD
			"\"syscalls\": [{\"names\": [\"getppid\", \"no_such_call\", \"nor_this\"], \"action\": \"SCMP_ACT_TRAP\"}]}"),
		0);
	ck_assert_uint_eq(filter.unknown, 2);
	ck_assert_str_eq(answer_to(0), "trap");
	filter_free(&filter);
}
END_TEST

static uint32_t docker_answers(const char *name, __u64 first)
{
	const struct seccomp_data data = {
		.nr = seccomp_syscall_resolve_name(name),
		.arch = seccomp_arch_native(),
		.args = { first },
	};
	ck_assert_msg(data.nr >= 0, "%s", name);
	return passage_of(&filter.program, &data, true).strictest;
}

/* What docs.docker.com/engine/security/seccomp says is blocked, and others that containers use. */
START_TEST(docker_default)
{
	static const char *const blocked[] = { "acct", "add_key", "bpf", "clock_settime",
		"delete_module", "finit_module", "get_mempolicy", "init_module", "io_uring_setup",
		"kcmp", "kexec_load", "keyctl", "lookup_dcookie", "mbind", "mount", "move_pages",
		"open_by_handle_at", "perf_event_open", "pivot_root", "quotactl", "reboot",
		"request_key", "set_mempolicy", "setns", "settimeofday", "swapoff", "swapon",
		"umount2", "unshare", "userfaultfd", "vhangup" };
	static const char *const allowed[] = { "getpid", "openat", "read", "execve", "chroot",
		"mknodat", "ptrace", "process_vm_readv", "seccomp", "setuid", "prctl", "io_submit",
		"futex", "exit_group" };
	ck_assert_msg(filter_read(DEFAULT, &filter, &complaint) == 0, "%s", complaint.text);
	for (size_t i = 0; i < LENGTH(blocked); i++)
		ck_assert_msg(
			docker_answers(blocked[i], 0) == SCMP_ACT_ERRNO(EPERM), "%s", blocked[i]);
	for (size_t i = 0; i < LENGTH(allowed); i++)
		ck_assert_msg(docker_answers(allowed[i], 0) == SCMP_ACT_ALLOW, "%s", allowed[i]);
	filter_free(&filter);
}
END_TEST

START_TEST(docker_default_by_argument)
{
	static const struct {
		const char *call;
		__u64 first;
		uint32_t answer;
	} calls[] = {
		{ "clone3", 0, SCMP_ACT_ERRNO(ENOSYS) },
		{ "clone", SIGCHLD, SCMP_ACT_ALLOW },
		{ "clone", 0x10000000 /* CLONE_NEWUSER */, SCMP_ACT_ERRNO(EPERM) },
		{ "clone", 0x00020000 /* CLONE_NEWNS */, SCMP_ACT_ERRNO(EPERM) },
		{ "socket", 1 /* AF_UNIX */, SCMP_ACT_ALLOW },
		{ "socket", 10 /* AF_INET6 */, SCMP_ACT_ALLOW },
		{ "socket", 16 /* AF_NETLINK */, SCMP_ACT_ALLOW },
		{ "socket", 38 /* AF_ALG */, SCMP_ACT_ERRNO(EPERM) },
		{ "socket", 40 /* AF_VSOCK */, SCMP_ACT_ERRNO(EPERM) },
		{ "personality", 0xffffffff, SCMP_ACT_ALLOW },
		{ "personality", 0x20008, SCMP_ACT_ALLOW },
		{ "personality", 0x0040000 /* ADDR_NO_RANDOMIZE */, SCMP_ACT_ERRNO(EPERM) },
	};
	ck_assert_msg(filter_read(DEFAULT, &filter, &complaint) == 0, "%s", complaint.text);
	for (size_t i = 0; i < LENGTH(calls); i++)
		ck_assert_msg(docker_answers(calls[i].call, calls[i].first) == calls[i].answer,
			"%s(0x%llx)", calls[i].call, (unsigned long long)calls[i].first);
	filter_free(&filter);
}
END_TEST

static Suite *suite(void)
{
	Suite *profile = suite_create("profile");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, each_profile, 0, LENGTH(profiles));
	tcase_add_loop_test(all, each_that_is_wrong, 0, LENGTH(refused));
	tcase_add_test(all, rules_from_a_kernel_on);
	tcase_add_test(all, unknown_calls_are_counted);
	tcase_add_test(all, docker_default);
	tcase_add_test(all, docker_default_by_argument);
	suite_add_tcase(profile, all);
	return profile;
}

int main(void)
{
	return run_suite(suite());
}
