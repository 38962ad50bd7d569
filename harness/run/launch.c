/* harness -> tracer -> tracee: three processes. The tracer is a fresh one for every run, so that no
 * run inherits the state of the last; the harness sleeps until it ends. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/resources.h"
#include "base/scratch.h"
#include "base/utf8.h"
#include "guard.h"
#include "pass_on.h"
#include "run.h"
#include "signals.h"
#include "tree.h"
#include "wants.h"
#include "wrapper.h"

enum {
	PADDING_MAX = 4096,
	PAGE_FD_MIN = 500, /* above those that scripts choose for themselves */
};
#define PAGE_VARIABLE	 "TRACETAX_PAGE" /* what an injected object looks for */
#define PRELOAD_VARIABLE "LD_PRELOAD"

/* By the workload's declaration, which is of one op. */
static uint64_t in_all(const struct order *order, const struct window *window, unsigned per_op)
{
	return window->ops * workload_times(order->workload, order->size) * per_op;
}

static uint64_t calls_made(const struct order *order, const struct window *window)
{
	const struct workload *workload = order->workload;
	if (!workload->run)
		return window->ops;
	uint64_t tasks = workload->size_unit == SIZE_TASKS ? order->size : 1;
	uint64_t per_round = workload->calls_per_round + tasks * workload->calls_per_task;
	return in_all(order, window, order->calls_per_op) + window->rounds * per_round;
}

static uint64_t stops_due(const struct order *order, const struct window *window)
{
	const struct workload *workload = order->workload;
	bool selective = order->mode->selective;
	uint64_t watched = selective ? in_all(order, window, workload->selects_per_op) +
					       window->rounds * workload->selects_per_round
				     : calls_made(order, window);
	double per_call = order->mode->stops_per_call;
	uint64_t ends = selective ? 0 : in_all(order, window, workload->ends_per_op);
	uint64_t exits_missing = per_call > 1 ? ends : 0; /* of two stops, one is the call's exit */
	return (uint64_t)(per_call * (double)watched) - exits_missing;
}

/* The harness blocks what ends it while it measures; its children do not. */
static void unblock_signals(void)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void die_with(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1); /* it died before the line above */
}

/* The tracee up to its exec: it waits at the gate until the tracer has seized it. */
static void wait_at_gate(struct page *page, pid_t tracer)
{
	die_with(tracer);
	flag_wait(&page->gate);
}

/* The object of a mode, beside the driver. Ends the process where it is missing: the dynamic loader
 * would go on without it. */
static void find_object(
	struct page *page, const struct mode *mode, const char *driver, char *path, size_t size)
{
	int directory = (int)(strrchr(driver, '/') - driver);
	snprintf(path, size, "%.*s/%s", directory, driver, mode->inject);
	if (access(path, R_OK) < 0)
		_exit(page_fail(page, errno, mode->inject, "build all of tracetax: make") != 0);
	if (strpbrk(path, " :")) /* ld.so(8): they separate the objects */
		_exit(page_fail(page, EINVAL, "LD_PRELOAD",
			      "install tracetax where no name has a blank or a colon") != 0);
}

/* Ends the process where the mode cannot be armed, having said why. */
static void arm(const struct mode *mode, const struct run *run)
{
	if (!mode->arm)
		return;
	uint64_t begun = attach_begin();
	if (mode->arm(run) < 0)
		_exit(1);
	attach_end(run->page, begun);
}

static _Noreturn void become_driver(
	const struct order *order, struct run *run, int page_fd, pid_t tracer)
{
	char *const *wrapper = order->mode->wrapper;
	wait_at_gate(run->page, tracer);
	int error = placement_pin(order->placement, wrapper ? TRACER : TRACEE);
	if (error)
		_exit(page_fail(run->page, -error, "pinning the tracee", NULL) != 0);
	arm(order->mode, run);

	char fd[16], padding[sizeof "PADDING=" + PADDING_MAX] = "PADDING=";
	char page_name[sizeof PAGE_VARIABLE + sizeof fd], object[PATH_MAX];
	char preload[sizeof PRELOAD_VARIABLE + sizeof object];
	snprintf(fd, sizeof fd, "%d", page_fd);
	snprintf(page_name, sizeof page_name, PAGE_VARIABLE "=%s", fd);
	memset(padding + strlen(padding), 'x', order->padding % PADDING_MAX);
	char *argv[] = { (char *)(wrapper ? order->driver : "tracetax-driver"), fd, NULL };
	char *environment[4 + WRAPPER_VARIABLES] = { padding, page_name };
	if (order->mode->inject) {
		find_object(run->page, order->mode, order->driver, object, sizeof object);
		snprintf(preload, sizeof preload, PRELOAD_VARIABLE "=%s", object);
		environment[2] = preload;
	}
	fcntl(page_fd, F_SETFD, 0);
	if (wrapper) {
		run->page->wrapper = getpid();
		wrapper_environment(environment + 2);
		error = wrapper_become(wrapper, argv, environment);
		_exit(page_fail(run->page, -error, wrapper[0], NULL) != 0);
	}
	execve(order->driver, argv, environment);
	page_fail(run->page, errno, "starting tracetax-driver", NULL);
	_exit(1);
}

static int supervise(const struct mode *mode, struct run *run)
{
	return mode->supervise ? mode->supervise(run) : run_wait(run);
}

static _Noreturn void become_tracer(
	const struct order *order, struct page *page, int page_fd, pid_t harness)
{
	die_with(harness);
	setpgid(0, 0);
	signals_restore();
	signals_change(SIGCHLD, SIG_DFL); /* ignored, it would turn waits into ECHILD */
	unblock_signals();
	struct run run = {
		.page = page,
		.calls = order->workload->calls,
		.n_calls = order->workload->calls_per_op,
		.select = order->workload->select,
		.selects = order->workload->selects_per_op,
		.n = order->mode->n,
		.memory = order->workload->memory ? order->workload->memory->access : 0,
	};
	pid_t self = page->tracer = getpid();
	int error = placement_pin(order->placement, TRACER);
	if (error)
		_exit(page_fail(page, -error, "pinning the tracer", NULL) != 0);
	run.tracee = fork();
	if (run.tracee < 0)
		_exit(page_fail(page, errno, "fork", NULL) != 0);
	if (run.tracee == 0)
		become_driver(order, &run, page_fd, self);
	_exit(supervise(order->mode, &run) < 0);
}

enum ending { ENDED, TIMED_OUT, INTERRUPTED };

/* The end of a pipe that only the tracer holds tells of its death, on any kernel. */
static enum ending wait_for_end(int alive, int interrupt, uint64_t timeout_ns)
{
	struct pollfd fds[] = { { alive, POLLIN, 0 }, { interrupt, POLLIN, 0 } };
	int n;
	do
		n = poll(fds, 2, (int)(timeout_ns / 1000000));
	while (n < 0 && errno == EINTR);
	if (n == 0)
		return TIMED_OUT;
	return fds[1].revents ? INTERRUPTED : ENDED;
}

static void fail(struct result *result, enum outcome outcome, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void fail(struct result *result, enum outcome outcome, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	result->outcome = outcome;
	vsnprintf(result->reason, sizeof result->reason, format, list);
	utf8_mask(result->reason); /* it may be cut in the midst of a character */
	va_end(list);
}

static void explain_failure(const struct page *page, struct result *result)
{
	/* an error that names what is wanted needs no other remedy, whoever met it */
	const char *want = wants_remedy(page->error), *remedy = want ? want : page->remedy;
	const char *colon = remedy[0] ? ": " : "";
	/* with a remedy, it is this machine's refusal; without one, something went wrong */
	enum outcome outcome = remedy[0] ? RUN_REFUSED : RUN_FAILED;
	if (page->error)
		fail(result, outcome, "%s: %s%s%s", page->what, strerror(page->error), colon,
			remedy);
	else
		fail(result, outcome, "%s%s%s", page->what, colon, remedy);
}

static void explain_end(const struct order *order, const struct page *page, int tracer_status,
	struct result *result)
{
	int status = page->wait_status;
	char reason[sizeof result->reason];
	if (WIFSIGNALED(tracer_status))
		fail(result, RUN_FAILED, "the tracer died of SIG%s",
			sigabbrev_np(WTERMSIG(tracer_status)));
	else if (order->mode->wrapper) {
		if (wrapper_failed(order->mode, page, reason, sizeof reason))
			fail(result, RUN_FAILED, "%s", reason);
	} else if (WIFSIGNALED(status))
		fail(result, RUN_FAILED, "the workload died of SIG%s",
			sigabbrev_np(WTERMSIG(status)));
	else if (!page->done)
		fail(result, RUN_FAILED,
			"the workload exited with status %d before the end of its window",
			WEXITSTATUS(status));
	else if (status)
		fail(result, RUN_FAILED, "the workload exited with status %d", WEXITSTATUS(status));
}

static void check_stops(
	const struct order *order, const struct window *window, struct result *result)
{
	uint64_t due = stops_due(order, window);
	bool counting = order->workload->calls_of_libc && !order->calls_per_op;
	bool known = !order->mode->uncounted && !counting;
	if (result->outcome == RUN_OK && known && window->stops != due)
		fail(result, RUN_FAILED, "%" PRIu64 " stops counted where %" PRIu64 " are due",
			window->stops, due);
}

static void check_events(
	const struct order *order, const struct window *window, struct result *result)
{
	static const char *const names[EVENTS] = { "signal-delivery stops", "new tasks", "execs" };
	if (!order->mode->events)
		return;
	for (int i = 0; i < EVENTS && result->outcome == RUN_OK; i++) {
		uint64_t due = in_all(order, window, order->workload->events_per_op[i]);
		if (window->events[i] != due)
			fail(result, RUN_FAILED, "%" PRIu64 " %s counted where %" PRIu64 " are due",
				window->events[i], names[i], due);
	}
}

static void check_window(
	const struct order *order, const struct window *window, struct result *result)
{
	check_stops(order, window, result);
	check_events(order, window, result);
}

static void judge(const struct order *order, const struct page *page, enum ending ending,
	int tracer_status, struct result *result)
{
	if (ending == INTERRUPTED)
		fail(result, RUN_INTERRUPTED, "interrupted");
	else if (ending == TIMED_OUT)
		fail(result, RUN_FAILED, "no end after %g s (--timeout)",
			(double)order->timeout_ns / 1e9);
	else if (page->failed)
		explain_failure(page, result);
	else
		explain_end(order, page, tracer_status, result);
	if (result->outcome != RUN_OK)
		return;
	result->timed = page->timed;
	result->doubled = page->doubled;
	result->counted = page->counted;
	memcpy(result->access, page->access, sizeof result->access);
	result->vanished = page->vanished;
	result->attach_ns = page->attach_ns;
	result->calls = calls_made(order, &page->timed);
	check_window(order, &page->timed, result);
	check_window(order, &page->doubled, result);
	check_window(order, &page->counted, result);
	if (result->outcome == RUN_OK && page->timed.wall_ns == 0)
		fail(result, RUN_FAILED, "its window took no time by this clock: give more --ops");
}

static void give_order(const struct order *order, struct page *page)
{
	snprintf(page->workload, sizeof page->workload, "%s", order->workload->name);
	snprintf(page->scratch, sizeof page->scratch, "%s", order->scratch);
	page->size = order->size;
	page->ops = order->ops;
	page->window_ns = order->window_ns;
	page->warm_up_ns = order->warm_up_ns;
	page->chain_ns = order->chain_ns;
	page->twice = order->doubled;
	page->cpu = order->mode->wrapper ? order->placement->cpu[TRACEE] : -1;
	page->stops_source = order->mode->stops_source;
	page->many_tasks = order->workload->many_tasks;
	page->many_processes = page->many_tasks && order->workload->over & OVER_FORK;
	counters_order(order->counters, page);
}

int run_measure(const struct order *order, int interrupt, struct result *result)
{
	*result = (struct result){ .outcome = RUN_OK };
	const struct mode *mode = order->mode;
	if (mode->wrapper && !resource_installed(mode->wrapper[0])) {
		fail(result, RUN_REFUSED, "%.80s is not installed: install it, or correct --wrap",
			mode->wrapper[0]);
		return 0;
	}
	int page_fd;
	struct page *page = page_new(&page_fd);
	if (!page)
		return -errno;
	give_order(order, page);
	struct vitals before, after;
	vitals_read(&before);
	int alive[2];
	pid_t harness = getpid();
	pid_t tracer = pipe2(alive, O_CLOEXEC) < 0 ? -1 : fork();
	if (tracer == 0)
		become_tracer(order, page, page_fd, harness);
	int error = tracer < 0 ? -errno : 0;
	if (!error) {
		setpgid(tracer, tracer); /* both sides do: neither may come too late */
		close(alive[1]);
		enum ending ending = wait_for_end(alive[0], interrupt, order->timeout_ns);
		int status = tree_end(tracer);
		judge(order, page, ending, status, result);
		vitals_read(&after);
		result->vitals = vitals_between(&before, &after);
		scratch_empty(order->scratch);
		close(alive[0]);
	}
	close(page_fd);
	page_free(page);
	return error;
}

/* For the program and its children; what the user preloads comes after it. */
static void inject(const struct mode *mode, struct page *page, int page_fd)
{
	char fd[16], driver[PATH_MAX], object[PATH_MAX], preload[2 * PATH_MAX];
	const char *others = getenv(PRELOAD_VARIABLE);
	int error = resource_path("tracetax-driver", driver, sizeof driver);
	if (error)
		_exit(page_fail(page, -error, "tracetax-driver", "build all of tracetax: make") !=
			0);
	find_object(page, mode, driver, object, sizeof object);
	int high = fcntl(page_fd, F_DUPFD, PAGE_FD_MIN);
	snprintf(fd, sizeof fd, "%d", high < 0 ? page_fd : high);
	snprintf(
		preload, sizeof preload, "%s%s%s", object, others ? ":" : "", others ? others : "");
	setenv(PAGE_VARIABLE, fd, true);
	setenv(PRELOAD_VARIABLE, preload, true);
	if (high < 0)
		fcntl(page_fd, F_SETFD, 0);
}

/* What a program is run by: the arguments of run_program. */
struct watch {
	const struct mode *mode;
	struct run run;
	int page_fd;
	char **argv;
	sigset_t mask; /* the program's */
};

/* Signals that are passed on wait until it is watched: then its death is told like any other. */
static _Noreturn void become_program(const struct watch *watch, pid_t tracer)
{
	const struct mode *mode = watch->mode;
	struct page *page = watch->run.page;
	wait_at_gate(page, tracer);
	signals_restore();
	sigprocmask(SIG_SETMASK, &watch->mask, NULL);
	if (mode->inject)
		inject(mode, page, watch->page_fd);
	arm(mode, &watch->run);
	if (mode->supervise && !mode->notifies)
		prctl(PR_SET_PDEATHSIG, 0); /* from the seize on, EXITKILL stands for it, unseen */
	execvp(watch->argv[0], watch->argv);
	page_fail(page, errno, watch->argv[0], "name a program that can be run");
	_exit(127);
}

static int watch(void *context)
{
	struct watch *watch = context;
	pid_t self = getpid();
	sigset_t mask = pass_on_hold();
	watch->run.tracee = fork();
	if (watch->run.tracee == 0)
		become_program(watch, self);
	int error = watch->run.tracee < 0 ? page_fail(watch->run.page, errno, "fork", NULL) : 0;
	if (!error)
		watch->run.page->program = watch->run.tracee;
	sigprocmask(SIG_SETMASK, &mask, NULL);
	return error ? error : supervise(watch->mode, &watch->run);
}

int run_program(const struct mode *mode, const int *select, unsigned selects, char **argv,
	uint64_t *stops, uint64_t *vanished, char *reason, size_t size)
{
	int page_fd;
	struct page *page = page_new(&page_fd);
	if (!page)
		return -errno;
	struct watch context = {
		.mode = mode,
		.run = { .page = page, .select = select, .selects = selects, .n = mode->n },
		.page_fd = page_fd,
		.argv = argv,
	};
	sigprocmask(SIG_BLOCK, NULL, &context.mask);
	pass_on_begin(page);
	/* EXITKILL is for those who trace */
	int error = mode->notifies ? guard_run(page, watch, &context) : watch(&context);
	pass_on_end();
	if (page->failed) {
		struct result result;
		explain_failure(page, &result);
		snprintf(reason, size, "%s", result.reason);
		error = page->error ? -page->error : -EIO;
	}
	int status = page->wait_status;
	*stops = page->stops;
	*vanished = page->vanished;
	close(page_fd);
	page_free(page);
	return error < 0 ? error : status;
}
