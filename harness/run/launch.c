/* harness -> tracer -> tracee: three processes. The tracer is a fresh one for every run, so that no
 * run inherits the state of the last; the harness sleeps until it ends. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/resources.h"
#include "base/scratch.h"
#include "judge.h"
#include "launch.h"
#include "page/clock.h"
#include "page/flag.h"
#include "signals.h"
#include "tree.h"
#include "wrapper.h"

enum { PADDING_MAX = 4096 };

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

void launch_wait_at_gate(struct page *page, pid_t tracer)
{
	die_with(tracer);
	flag_wait(&page->live.gate);
}

void launch_find_object(
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

void launch_arm(const struct mode *mode, const struct run *run)
{
	if (!mode->arm)
		return;
	uint64_t begun = clock_ns(CLOCK_MONOTONIC);
	if (mode->arm(run) < 0)
		_exit(1);
	run->page->answer.attach_ns += clock_since(begun);
}

static _Noreturn void become_driver(
	const struct order *order, struct run *run, int page_fd, pid_t tracer)
{
	char *const *wrapper = order->mode->wrapper;
	launch_wait_at_gate(run->page, tracer);
	int error = placement_pin(order->placement, wrapper ? TRACER : TRACEE);
	if (error)
		_exit(page_fail(run->page, -error, "pinning the tracee", NULL) != 0);
	launch_arm(order->mode, run);

	char fd[16], padding[sizeof "PADDING=" + PADDING_MAX] = "PADDING=";
	char page_name[sizeof PAGE_VARIABLE + sizeof fd], object[PATH_MAX];
	char preload[sizeof PRELOAD_VARIABLE + sizeof object];
	snprintf(fd, sizeof fd, "%d", page_fd);
	snprintf(page_name, sizeof page_name, PAGE_VARIABLE "=%s", fd);
	memset(padding + strlen(padding), 'x', order->padding % PADDING_MAX);
	char *argv[] = { (char *)(wrapper ? order->driver : "tracetax-driver"), fd, NULL };
	char *environment[4 + WRAPPER_VARIABLES] = { padding, page_name };
	if (order->mode->inject) {
		launch_find_object(run->page, order->mode, order->driver, object, sizeof object);
		snprintf(preload, sizeof preload, PRELOAD_VARIABLE "=%s", object);
		environment[2] = preload;
	}
	fcntl(page_fd, F_SETFD, 0);
	if (wrapper) {
		run->page->live.wrapper = getpid();
		wrapper_environment(environment + 2);
		error = wrapper_become(wrapper, argv, environment);
		_exit(page_fail(run->page, -error, wrapper[0], NULL) != 0);
	}
	execve(order->driver, argv, environment);
	page_fail(run->page, errno, "starting tracetax-driver", NULL);
	_exit(1);
}

int launch_supervise(const struct mode *mode, struct run *run)
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
	pid_t self = page->live.tracer = getpid();
	int error = placement_pin(order->placement, TRACER);
	if (error)
		_exit(page_fail(page, -error, "pinning the tracer", NULL) != 0);
	run.tracee = fork();
	if (run.tracee < 0)
		_exit(page_fail(page, errno, "fork", NULL) != 0);
	if (run.tracee == 0)
		become_driver(order, &run, page_fd, self);
	_exit(launch_supervise(order->mode, &run) < 0);
}

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

static struct job job_of(const struct order *order)
{
	const struct workload *workload = order->workload;
	struct job job = {
		.size = order->size,
		.ops = order->ops,
		.window_ns = order->window_ns,
		.warm_up_ns = order->warm_up_ns,
		.chain_ns = order->chain_ns,
		.cpu = order->mode->wrapper ? order->placement->cpu[TRACEE] : -1,
		.stops_source = order->mode->stops_source,
		.many_tasks = workload->many_tasks,
		.many_processes = workload->many_tasks && workload->over & OVER_FORK,
		.with_doubled = order->doubled,
		.events = order->counters->events,
	};
	snprintf(job.workload, sizeof job.workload, "%s", workload->name);
	snprintf(job.scratch, sizeof job.scratch, "%s", order->scratch);
	return job;
}

int run_measure(const struct order *order, int interrupt, struct result *result)
{
	*result = (struct result){ .outcome = RUN_OK };
	const struct mode *mode = order->mode;
	if (mode->wrapper && !resource_installed(mode->wrapper[0])) {
		judge_fail(result, RUN_REFUSED,
			"%.80s is not installed: install it, or correct --wrap", mode->wrapper[0]);
		return 0;
	}
	int page_fd;
	struct page *page = page_new(&page_fd);
	if (!page)
		return -errno;
	page->job = job_of(order);
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
		judge_run(order, page, ending, status, result);
		vitals_read(&after);
		result->vitals = vitals_between(&before, &after);
		scratch_empty(order->scratch);
		close(alive[0]);
	}
	close(page_fd);
	page_free(page);
	return error;
}
