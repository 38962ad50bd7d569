#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include "page/clock.h"
#include "page/page.h"
#include "pass_on.h"
#include "signals.h"

static const int passed[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2 };
enum { PASSED = sizeof passed / sizeof *passed };

static const uint64_t ONE_NS = PASS_ON_ONE_MS * UINT64_C(1000000);

enum { PAUSE_MAX_NS = 50000000 };

static struct page *volatile page;
static volatile uint64_t asked_ns; /* when it was first asked to end; 0: never */
static struct itimerspec patience; /* from then to the end of the tree; 0: for ever */
static timer_t timer; /* sends us a SIGTERM of its own kind */

/* Ends this process as the program ended, and the rest of its tree, which is all that we still wait
 * for. */
static void end_now(void)
{
	_exit(signals_end_like(page->answer.wait_status));
}

static void forsake(void)
{
	page->live.forsaken = 1;
	kill(page->live.guard, SIGTERM);
}

/* Tells whether whoever sends this has asked for the end before; notes that he has asked now. */
static bool is_second(int number)
{
	uint64_t now = clock_ns(CLOCK_MONOTONIC), before = asked_ns;
	if (number == SIGUSR1 || number == SIGUSR2)
		return false;
	if (before)
		return now - before >= ONE_NS;
	asked_ns = now;
	page->live.dismissed = 1;
	if (patience.it_value.tv_sec || patience.it_value.tv_nsec)
		timer_settime(timer, 0, &patience, NULL);
	return false;
}

/* Passes a signal on. The supervisor, in another process, may have reaped the program just before
 * it could learn of the signal, hence the second look. */
static void pass_on_to(pid_t program, int number)
{
	bool asked = asked_ns != 0, second = program > 0 && is_second(number);
	program = page->live.program;
	if (program > 0 && second) {
		forsake();
	} else if (program > 0) {
		kill(program, number);
	} else if (program == PROGRAM_TO_COME) {
		signal(number, SIG_DFL);
		raise(number);
	} else if (!asked) {
		end_now();
	}
}

/* At the end of a terminal only the first of its session gets a signal of the kernel's. */
bool pass_on_is_key(int number, int code)
{
	return code == SI_KERNEL && (number == SIGINT || number == SIGQUIT);
}

/* Serves a signal. One that the program gets as well is left to it. */
static void take(int number, siginfo_t *info, void *context)
{
	int error = errno;
	bool key = pass_on_is_key(number, info->si_code);
	(void)context;
	if (info->si_code == SI_TIMER)
		forsake();
	else if (!key || page->live.program == PROGRAM_TO_COME)
		pass_on_to(page->live.program, number);
	errno = error;
}

/* Tells whether a signal has stopped the program. A ptrace tracer stops it for each call as well.
 */
static bool is_stopped(pid_t program)
{
	char path[32], text[64] = "";
	snprintf(path, sizeof path, "/proc/%d/stat", (int)program);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
	close(fd);
	const char *name_end = n > 0 ? strrchr(text, ')') : NULL;
	return page->live.stopped || (name_end && name_end[1] == ' ' && name_end[2] == 'T');
}

/* Stops with the program at the key of a terminal that stops, and not before: whoever sees us
 * stopped may continue the program at once, which has no effect until it has stopped. It may also
 * take no notice of the key. */
static void stop_along(int number, siginfo_t *info, void *context)
{
	int error = errno;
	struct timespec pause = { 0, 1000000 };
	sigset_t mask = ((ucontext_t *)context)->uc_sigmask;
	sigaddset(&mask, number);
	sigprocmask(SIG_SETMASK, &mask, NULL); /* the other signals are for now */
	while (info->si_code == SI_KERNEL && page->live.program > 0 &&
		!is_stopped(page->live.program)) {
		nanosleep(&pause, NULL);
		if (pause.tv_nsec < PAUSE_MAX_NS)
			pause.tv_nsec += pause.tv_nsec;
	}
	if (page->live.program != PROGRAM_ENDED)
		raise(SIGSTOP);
	errno = error;
}

/* Makes the timer. Returns 0 or -errno. */
static int ready_timer(double kill_after)
{
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGTERM };
	patience.it_value.tv_sec = (time_t)kill_after;
	patience.it_value.tv_nsec = (long)((kill_after - (double)(time_t)kill_after) * 1e9);
	return timer_create(CLOCK_MONOTONIC, &event, &timer) < 0 ? -errno : 0;
}

int pass_on_begin(struct page *to, double kill_after)
{
	struct sigaction action;
	int error = kill_after > 0 ? ready_timer(kill_after) : 0;
	page = to;
	for (int i = 0; i < PASSED; i++)
		if (sigaction(passed[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			signals_catch(passed[i], take);
	if (sigaction(SIGTSTP, NULL, &action) == 0 && action.sa_handler == SIG_DFL)
		signals_catch(SIGTSTP, stop_along);
	return error;
}

void pass_on_end(void)
{
	for (int i = 0; i < PASSED; i++)
		signals_change(passed[i], SIG_IGN);
	signals_change_back(SIGTSTP);
}

sigset_t pass_on_hold(void)
{
	sigset_t set, before;
	sigemptyset(&set);
	for (int i = 0; i < PASSED; i++)
		sigaddset(&set, passed[i]);
	sigprocmask(SIG_BLOCK, &set, &before);
	return before;
}
