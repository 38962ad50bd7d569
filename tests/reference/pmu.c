/* pmu dead|alive -- PROGRAM [ARG...]: runs a program on a machine that seems to have a PMU. Its
 * hardware events open and run; a dead one counts nothing, as under some hypervisors, and a living
 * one counts nanoseconds. They are software events in truth: this supervisor changes what
 * perf_event_open(2) is asked for. Exit status 99: pmu itself did not work. */
#include <errno.h>
#include <linux/perf_event.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <seccomp.h>

enum { BROKEN = 99 };

static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "pmu: %s: %s\n", what, strerror(errno));
	exit(BROKEN);
}

static void change(const struct seccomp_notif *asked, uint64_t config)
{
	struct {
		uint32_t type, size;
		uint64_t config;
	} head; /* of perf_event_attr */
	struct iovec here = { &head, sizeof head };
	struct iovec there = { (void *)(uintptr_t)asked->data.args[0], sizeof head };
	pid_t pid = (pid_t)asked->pid;
	if (process_vm_readv(pid, &here, 1, &there, 1, 0) < 0)
		give_up("process_vm_readv");
	if (head.type != PERF_TYPE_HARDWARE)
		return;
	head.type = PERF_TYPE_SOFTWARE;
	head.config = config;
	if (process_vm_writev(pid, &here, 1, &there, 1, 0) < 0)
		give_up("process_vm_writev");
}

static void answer(int listener, uint64_t config)
{
	struct seccomp_notif *asked;
	struct seccomp_notif_resp *response;
	if (seccomp_notify_alloc(&asked, &response))
		give_up("seccomp_notify_alloc");
	if (seccomp_notify_receive(listener, asked) == 0) {
		change(asked, config);
		response->id = asked->id;
		response->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		seccomp_notify_respond(listener, response); /* or the asker is gone */
	}
	seccomp_notify_free(asked, response);
}

/* Answers until the program ends; returns its exit status. */
static int supervise(int listener, pid_t program, uint64_t config)
{
	struct pollfd awaited[] = { { listener, POLLIN, 0 },
		{ (int)syscall(SYS_pidfd_open, program, 0), POLLIN, 0 } };
	int status = 0;
	while (!awaited[1].revents) {
		if (poll(awaited, 2, -1) < 0 && errno != EINTR)
			give_up("poll");
		if (awaited[0].revents & POLLIN)
			answer(listener, config);
	}
	waitpid(program, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
	if (argc < 4 || strcmp(argv[2], "--") != 0) {
		fputs("usage: pmu dead|alive -- PROGRAM [ARG...]\n", stderr);
		return BROKEN;
	}
	uint64_t config =
		strcmp(argv[1], "dead") == 0 ? PERF_COUNT_SW_DUMMY : PERF_COUNT_SW_CPU_CLOCK;
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	if (!filter || seccomp_rule_add(filter, SCMP_ACT_NOTIFY, SCMP_SYS(perf_event_open), 0) ||
		seccomp_load(filter))
		give_up("a filter that notifies");
	pid_t program = fork();
	if (program < 0)
		give_up("fork");
	if (program > 0)
		return supervise(seccomp_notify_fd(filter), program, config);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	seccomp_release(filter);
	execvp(argv[3], argv + 3);
	give_up(argv[3]);
}
