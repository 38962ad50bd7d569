/* deny CALL[,CALL...] [--errno NAME] -- PROGRAM [ARG...]: runs a program to which the kernel
 * refuses these system calls, as the profile of a container does: with EPERM, or the errno of that
 * name. CALL:N refuses the call only where its first argument is N: prctl:22 is
 * prctl(PR_SET_SECCOMP, ...). Exit status 99: deny itself did not work. */
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <seccomp.h>

enum { BROKEN = 99, ERRNO_MAX = 133 };

static _Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));

static _Noreturn void give_up(const char *format, ...)
{
	va_list list;
	va_start(list, format);
	fputs("deny: ", stderr);
	vfprintf(stderr, format, list);
	fputc('\n', stderr);
	va_end(list);
	exit(BROKEN);
}

static int errno_of(const char *name)
{
	for (int e = 1; e <= ERRNO_MAX; e++) {
		const char *known = strerrorname_np(e);
		if (known && strcmp(known, name) == 0)
			return e;
	}
	give_up("no errno is named %s", name);
}

static void refuse(scmp_filter_ctx filter, char *call, int error)
{
	char *colon = strchr(call, ':'), *end = NULL;
	unsigned long long argument = colon ? strtoull(colon + 1, &end, 0) : 0;
	if (colon && (end == colon + 1 || *end))
		give_up("%s: give a number after the colon", call);
	if (colon)
		*colon = '\0';
	int number = seccomp_syscall_resolve_name(call);
	if (number == __NR_SCMP_ERROR)
		give_up("no system call is named %s", call);
	uint32_t action = SCMP_ACT_ERRNO((unsigned)error);
	const struct scmp_arg_cmp first = { .arg = 0, .op = SCMP_CMP_EQ, .datum_a = argument };
	int failed = colon ? seccomp_rule_add(filter, action, number, 1, first)
			   : seccomp_rule_add(filter, action, number, 0);
	if (failed)
		give_up("a rule for %s: %s", call, strerror(-failed));
}

int main(int argc, char **argv)
{
	static const struct option options[] = { { "errno", required_argument, NULL, 'e' }, { 0 } };
	const char *name = "EPERM";
	char *calls = argc > 1 ? argv[1] : NULL;
	optind = 2;
	int option = -1;
	while (calls && (option = getopt_long(argc, argv, "+", options, NULL)) == 'e')
		name = optarg;
	if (option != -1 || !calls || optind >= argc || strcmp(argv[optind - 1], "--") != 0)
		give_up("usage: deny CALL[,CALL...] [--errno NAME] -- PROGRAM [ARG...]");

	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	if (!filter)
		give_up("seccomp_init failed");
	int error = errno_of(name);
	for (char *save, *call = strtok_r(calls, ",", &save); call;
		call = strtok_r(NULL, ",", &save))
		refuse(filter, call, error);
	int failed = seccomp_load(filter);
	if (failed)
		give_up("seccomp_load: %s", strerror(-failed));
	seccomp_release(filter);
	execvp(argv[optind], argv + optind);
	give_up("%s: %s", argv[optind], strerror(errno));
}
