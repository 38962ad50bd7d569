/* deny CALL[,CALL...] [--errno NAME] -- PROGRAM [ARG...]: runs a program to which the kernel
 * refuses these system calls, as the profile of a container does: with EPERM, or the errno of that
 * name. CALL:N refuses the call only where its first argument is N: prctl:22 is
 * prctl(PR_SET_SECCOMP, ...). openat:PATTERN refuses it where the path is one (glob(7)), as an LSM
 * does: then deny stays as the supervisor of the filter. Exit status 99: deny itself did not work.
 */
#include <errno.h>
#include <fnmatch.h>
#include <getopt.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <seccomp.h>

enum { BROKEN = 99, ERRNO_MAX = 133, PATH = 512 };

static const char *pattern; /* of paths that openat is not to open; NULL: no such rule */

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
	if (colon && strncmp(call, "openat:", strlen("openat:")) == 0) {
		pattern = colon + 1;
		int failed = seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(openat), 0);
		if (failed)
			give_up("a rule for %s: %s", call, strerror(-failed));
		return;
	}
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

/* Returns whether the path is refused; one that cannot be read is left to the kernel. */
static bool is_refused(const struct seccomp_notif *asked)
{
	char path[PATH] = "";
	struct iovec local = { path, sizeof path - 1 },
		     remote = { (void *)(uintptr_t)asked->data.args[1], sizeof path - 1 };
	size_t page = (size_t)sysconf(_SC_PAGESIZE),
	       room = page - (uintptr_t)remote.iov_base % page;
	if (remote.iov_len > room)
		remote.iov_len = room;
	return process_vm_readv((pid_t)asked->pid, &local, 1, &remote, 1, 0) > 0 &&
	       fnmatch(pattern, path, 0) == 0;
}

static void answer(int listener, int error)
{
	struct seccomp_notif *asked;
	struct seccomp_notif_resp *response;
	if (seccomp_notify_alloc(&asked, &response))
		give_up("out of memory");
	if (seccomp_notify_receive(listener, asked) == 0) {
		bool refused = is_refused(asked);
		response->id = asked->id;
		response->error = refused ? -error : 0;
		response->flags = refused ? 0 : (uint32_t)SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		seccomp_notify_respond(listener, response); /* or the asker is gone */
	}
	seccomp_notify_free(asked, response);
}

/* Answers until the program ends; returns its exit status. */
static int supervise(int listener, pid_t program, int error)
{
	struct pollfd awaited[] = { { listener, POLLIN, 0 },
		{ (int)syscall(SYS_pidfd_open, program, 0), POLLIN, 0 } };
	int status = 0;
	signal(SIGINT, SIG_IGN);
	while (!awaited[1].revents) {
		if (poll(awaited, 2, -1) < 0 && errno != EINTR)
			give_up("poll: %s", strerror(errno));
		if (awaited[0].revents & POLLIN)
			answer(listener, error);
	}
	waitpid(program, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
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
	pid_t program = pattern ? fork() : 0;
	if (program < 0)
		give_up("fork: %s", strerror(errno));
	if (program > 0)
		return supervise(seccomp_notify_fd(filter), program, error);
	if (pattern)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	seccomp_release(filter);
	execvp(argv[optind], argv + optind);
	give_up("%s: %s", argv[optind], strerror(errno));
}
