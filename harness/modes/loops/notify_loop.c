/* One call under the filter:
 *
 *   tracee       call -> sleeps ...................................... -> goes on, or is answered
 *   supervisor           RECV -> counts -> SEND -> RECV ...
 *
 * A signal to the tracee before RECV ends the call with EINTR, unseen. After RECV, SEND finds
 * nothing to answer, unless the kernel has WAIT_KILLABLE_RECV (5.19). Both give ENOENT, and are
 * counted as vanished.
 *
 * The end: when the last task has left the filter, poll tells POLLHUP. Before 6.11 RECV sleeps on
 * nevertheless, and a task leaves the filter only when it is reaped. So SIGCHLD interrupts RECV. A
 * timer repeats it every millisecond until the program is reaped and no task is left, as a SIGCHLD
 * just before RECV sleeps would be lost. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "notify_loop.h"
#include "page/flag.h"
#include "page/privileges.h"

#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif
#ifndef SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS	   SECCOMP_IOW(4, __u64)
#endif

enum { BATCH = 64, LOOK_US = 50, BECOMING_MAX = 16 };
static const struct itimerspec one_ms = { .it_value.tv_nsec = 1000000 }, never;

/* A task that has asked for an exec, which may fail: then its program is still this file. */
struct becoming {
	uint32_t tid; /* 0: none */
	ino_t was;
};

struct supervisor {
	struct run *run;
	pid_t program; /* 0 once it is reaped: its pid may be used again */
	int fd; /* of the notifications */
	unsigned most; /* notifications received before the first is answered */
	bool looks; /* as live.looks, which others write beside */
	bool answers; /* in place of the kernel, while the loop runs */
	struct seccomp_notif_sizes sizes; /* the kernel's structs may be longer than ours */
	char *requests, *response;
	struct becoming becoming[BECOMING_MAX]; /* the oldest gives way */
	unsigned becomings;
	int error;
};

static timer_t repeat; /* of SIGCHLD */

static long seccomp(unsigned operation, unsigned long flags, void *arguments)
{
	return syscall(SYS_seccomp, operation, flags, arguments);
}

static long add_filter(unsigned long flags)
{
	struct sock_filter every_call = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
	struct sock_fprog filter = { 1, &every_call };
	return seccomp(SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER | flags, &filter);
}

int notify_arm(const struct run *run)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) < 0)
		return page_fail(run->page, errno, "PR_SET_NO_NEW_PRIVS", NOTIFY_PERMIT);
	long fd = add_filter(SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV);
	if (fd < 0 && errno == EINVAL)
		fd = add_filter(0); /* before 5.19: signals end more calls unseen */
	if (fd >= 0) /* no call: it would wait for a supervisor that does not know of the filter */
		atomic_store(&run->page->live.listener, (int)fd + 1);
	else
		return page_fail(run->page, errno, "a filter that notifies", notify_remedy(errno));
	return 0;
}

static void handle_child(int signal)
{
	(void)signal;
	timer_settime(repeat, 0, &one_ms, NULL);
}

/* Has SIGCHLD interrupt RECV: no SA_RESTART. */
static int watch_children(struct page *page)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGCHLD };
	struct sigaction action = { .sa_handler = handle_child, .sa_flags = SA_NOCLDSTOP };
	sigset_t child;
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	if (timer_create(CLOCK_MONOTONIC, &event, &repeat) < 0)
		return page_fail(page, errno, "timer_create", NULL);
	sigaction(SIGCHLD, &action, NULL);
	sigprocmask(SIG_UNBLOCK, &child, NULL);
	return 0;
}

static void reap(struct supervisor *s, int options)
{
	int status;
	if (!s->program || waitpid(s->program, &status, options) != s->program)
		return;
	s->program = 0;
	if (run_ended(s->run->page, status) && !s->error)
		s->error = 1;
}

/* Looks for the tracee's listener again and again: once it has the filter, the tracee can make no
 * call to tell us. Returns 0 if the tracee ended instead. */
static int await_listener(struct supervisor *s)
{
	static const struct timespec pause = { .tv_nsec = LOOK_US * 1000 };
	int listener = 0;
	flag_set(&s->run->page->live.gate);
	while (s->program && !(listener = atomic_load(&s->run->page->live.listener))) {
		nanosleep(&pause, NULL);
		reap(s, WNOHANG);
	}
	return listener;
}

static int take_over(struct supervisor *s, int listener)
{
	long pidfd = syscall(SYS_pidfd_open, s->program, 0);
	if (pidfd < 0)
		return page_fail(s->run->page, errno, "pidfd_open", NOTIFY_PERMIT_GETFD);
	s->fd = (int)syscall(SYS_pidfd_getfd, pidfd, listener - 1, 0);
	int error = errno;
	close((int)pidfd);
	if (s->fd < 0 && (error == ESRCH || error == EBADF))
		return 1; /* the tracee dies of a signal */
	if (s->fd < 0)
		return page_fail(s->run->page, error, "pidfd_getfd", NOTIFY_PERMIT_GETFD);
	return 0;
}

static int ready(struct supervisor *s, unsigned how)
{
	if (seccomp(SECCOMP_GET_NOTIF_SIZES, 0, &s->sizes) < 0)
		return page_fail(
			s->run->page, errno, "SECCOMP_GET_NOTIF_SIZES", notify_remedy(errno));
	s->most = how & NOTIFY_BATCH ? BATCH : 1;
	s->answers = how & NOTIFY_ANSWER;
	s->requests = calloc(1, s->most * s->sizes.seccomp_notif + sizeof(struct seccomp_notif));
	s->response = calloc(1, s->sizes.seccomp_notif_resp + sizeof(struct seccomp_notif_resp));
	if (!s->requests || !s->response)
		return page_fail(s->run->page, ENOMEM, "calloc", NULL);
	return watch_children(s->run->page);
}

static int synchronize(struct supervisor *s)
{
	if (ioctl(s->fd, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP) < 0)
		return page_fail(s->run->page, errno, "SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP",
			"run Linux 6.6 or later");
	return 0;
}

static bool polls(const struct supervisor *s, short event)
{
	struct pollfd fd = { .fd = s->fd, .events = event };
	return poll(&fd, 1, 0) == 1 && fd.revents & event;
}

static struct seccomp_notif *request(const struct supervisor *s, unsigned i)
{
	return (struct seccomp_notif *)(s->requests + i * s->sizes.seccomp_notif);
}

/* Receives the i-th notification of a batch; false if there is none. */
static bool receive(struct supervisor *s, unsigned i)
{
	memset(request(s, i), 0, s->sizes.seccomp_notif);
	if (ioctl(s->fd, SECCOMP_IOCTL_NOTIF_RECV, request(s, i)) == 0)
		return true;
	if (errno == ENOENT)
		s->run->page->answer.vanished += !polls(s, POLLHUP);
	else if (errno != EINTR)
		s->error = page_fail(s->run->page, errno, "SECCOMP_IOCTL_NOTIF_RECV",
			"permit ioctl(2) on the notifications of seccomp");
	return false;
}

/* Receives what waits. RECV ignores O_NONBLOCK: only poll tells whether it would sleep. */
static unsigned receive_all(struct supervisor *s)
{
	unsigned n = 0;
	while (receive(s, n) && ++n < s->most && polls(s, POLLIN))
		;
	return n;
}

static void count(struct page *page, int n)
{
	uint64_t stops = atomic_load_explicit(&page->live.stops, memory_order_relaxed);
	atomic_store_explicit(&page->live.stops, stops + (uint64_t)n, memory_order_relaxed);
}

static ino_t program_of(uint32_t tid)
{
	char path[32];
	struct stat file = { 0 };
	snprintf(path, sizeof path, "/proc/%u/exe", tid);
	stat(path, &file);
	return file.st_ino;
}

/* Looks at a program when it makes its first call. */
static void look(struct supervisor *s, const struct seccomp_notif *request)
{
	for (struct becoming *b = s->becoming; b < s->becoming + BECOMING_MAX; b++) {
		if (b->tid != request->pid)
			continue;
		if (program_of(b->tid) != b->was)
			privileges_look(s->run->page, (pid_t)b->tid);
		b->tid = 0;
	}
	if (request->data.nr == SYS_execve || request->data.nr == SYS_execveat)
		s->becoming[s->becomings++ % BECOMING_MAX] =
			(struct becoming){ request->pid, program_of(request->pid) };
}

/* Counts and answers the i-th; counts first, as the tracee may look at the count at once. */
static void answer(struct supervisor *s, unsigned i)
{
	struct page *page = s->run->page;
	struct seccomp_notif_resp *response = (struct seccomp_notif_resp *)s->response;
	bool skip = s->answers && atomic_load_explicit(&page->live.looping, memory_order_relaxed);
	response->id = request(s, i)->id;
	response->flags = skip ? 0 : (uint32_t)SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	if (s->looks)
		look(s, request(s, i));
	count(page, 1);
	int error;
	do
		error = ioctl(s->fd, SECCOMP_IOCTL_NOTIF_SEND, response) < 0 ? errno : 0;
	while (error == EINTR);
	if (error)
		count(page, -1);
	if (error == ENOENT)
		page->answer.vanished++;
	else if (error)
		s->error = page_fail(page, error, "SECCOMP_IOCTL_NOTIF_SEND",
			"permit ioctl(2) on the notifications of seccomp");
}

/* Reaps, after nothing was received, and tells whether a task is left that may make calls. */
static bool goes_on(struct supervisor *s)
{
	timer_settime(repeat, 0, &never, NULL);
	reap(s, WNOHANG);
	if (!s->program) /* it may have ended just before the timer was stopped */
		timer_settime(repeat, 0, &one_ms, NULL);
	return !s->error && !polls(s, POLLHUP);
}

static void follow(struct supervisor *s)
{
	unsigned n;
	do {
		n = receive_all(s);
		for (unsigned i = 0; i < n; i++)
			answer(s, i);
	} while (n ? !s->error : goes_on(s));
}

static int supervise(struct supervisor *s, unsigned how)
{
	int error = ready(s, how);
	int listener = error ? 0 : await_listener(s);
	if (!listener)
		return error;
	error = take_over(s, listener);
	if (!error && how & NOTIFY_SYNC)
		error = synchronize(s);
	if (!error)
		follow(s);
	return error ? error : s->error;
}

int notify_supervise(struct run *run, unsigned how)
{
	struct supervisor s = {
		.run = run, .program = run->tracee, .fd = -1, .looks = run->page->live.looks
	};
	int error = supervise(&s, how);
	if (error && s.program)
		kill(s.program, SIGKILL); /* it waits at the gate, or for an answer */
	while (s.program)
		reap(&s, 0);
	signal(SIGCHLD, SIG_DFL); /* without the handler, nothing is repeated */
	free(s.requests);
	free(s.response);
	return error;
}
