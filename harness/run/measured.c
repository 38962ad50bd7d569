/* harness -> tracer -> driver: three processes. Each run gets a new tracer, so that it inherits no
 * state of the run before; the harness sleeps until the tracer ends. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/carried.h"
#include "base/resources.h"
#include "base/scratch.h"
#include "child.h"
#include "command.h"
#include "filtered.h"
#include "judge.h"
#include "launch.h"
#include "measured.h"
#include "page/clock.h"
#include "pass_on.h"
#include "signals.h"
#include "streams.h"
#include "tree.h"
#include "wrapper.h"

enum { PADDING_MAX = 4096 };

/* A run in progress. */
struct measured {
	const struct order *order;
	struct launch launch;
	char page_fd[16];
	char *driver[CARRIED_WORDS + 2]; /* what starts it, and its argument */
	int output[2]; /* a pipe for the output of a program in front of it; -1: there is none */
};

/* Gives the driver an environment with nothing of ours, except what a wrapper needs. */
static void ready_environment(const struct order *order)
{
	static char padding[sizeof "PADDING=" + PADDING_MAX] = "PADDING=";
	static char *environment[2 + WRAPPER_VARIABLES] = { padding };
	memset(padding + strlen(padding), 'x', order->padding % PADDING_MAX);
	if (order->mode->wrapper)
		wrapper_environment(environment + 1);
	environ = environment;
}

static int ready_wrapper(struct measured *m)
{
	struct launch *launch = &m->launch;
	char *const *command = launch->mode->wrapper;
	launch->run.page->live.wrapper = getpid();
	launch->program = command[0];
	launch->argv = wrapper_words(command, m->driver);
	if (!launch->argv)
		return page_fail(launch->run.page, ENOMEM, command[0], NULL);
	const char *what;
	int error = streams_take(&m->order->setting, m->output[1], &what);
	return error ? page_fail(launch->run.page, -error, what, STREAMS_REMEDY) : 0;
}

static int ready(struct launch *launch)
{
	struct measured *m = launch->context;
	const struct mode *mode = launch->mode;
	signal(SIGCHLD, SIG_DFL); /* if ignored, the waits of a workload would fail with ECHILD */
	int error = placement_pin(m->order->placement, mode->wrapper ? TRACER : TRACEE);
	if (error)
		return page_fail(launch->run.page, -error, "pinning the tracee", NULL);
	ready_environment(m->order);
	fcntl(launch->page_fd, F_SETFD, 0);
	return mode->wrapper ? ready_wrapper(m) : 0;
}

static int become_tracer(void *measured)
{
	struct measured *m = measured;
	struct launch *launch = &m->launch;
	setpgid(0, 0);
	sigprocmask(SIG_SETMASK, &launch->mask, NULL); /* the harness blocks some */
	int error = placement_pin(m->order->placement, TRACER);
	if (error)
		return page_fail(launch->run.page, -error, "pinning the tracer", NULL) != 0;
	return launch_watched(launch) < 0;
}

/* Runs as the window of a command. It stays in the caller's process group, which may have the
 * terminal, and with the harness's signals blocked: the command alone answers to them. */
static int become_window(void *measured)
{
	struct measured *m = measured;
	return command_measure(m->order, &m->launch) < 0;
}

/* Reads what a program in front has written, and drops it. */
static void drop(struct pollfd *output)
{
	static char text[1 << 16];
	if (output->revents && read(output->fd, text, sizeof text) <= 0)
		output->fd = -1; /* nobody writes any more */
}

/* Waits for the end of the run. Only the tracer holds the other end of `alive`, so its closing
 * tells of the tracer's death on any kernel. poll(2) ignores a descriptor of -1. */
static enum ending wait_for_end(int alive, int interrupt, int output, uint64_t timeout_ns)
{
	struct pollfd fds[] = { { alive, POLLIN, 0 }, { interrupt, POLLIN, 0 },
		{ output, POLLIN, 0 } };
	uint64_t begun = clock_ns(CLOCK_MONOTONIC), spent = 0;
	int n = 0;
	for (; spent < timeout_ns && !fds[0].revents && !fds[1].revents;
		spent = clock_since(begun)) {
		n = poll(fds, 3, (int)((timeout_ns - spent) / 1000000) + 1);
		if (n > 0)
			drop(&fds[2]);
		else
			fds[0].revents = fds[1].revents = 0;
	}
	if (fds[1].revents)
		return INTERRUPTED;
	return fds[0].revents ? ENDED : TIMED_OUT;
}

/* Tells whether the run goes on: a signal that comes right after the first is the same one. */
static bool still_runs(struct pollfd fds[2], uint64_t begun, uint64_t left_ns)
{
	struct signalfd_siginfo info;
	uint64_t left_ms = left_ns / 1000000 + 1;
	fds[0].revents = fds[1].revents = 0;
	if (poll(fds, 2, left_ms < PASS_ON_ONE_MS ? (int)left_ms : PASS_ON_ONE_MS) <= 0)
		return true;
	bool same = !fds[0].revents && clock_since(begun) < PASS_ON_ONE_MS * UINT64_C(1000000);
	return same && read(fds[1].fd, &info, sizeof info) == sizeof info;
}

/* Passes the signal that interrupts a command on to it, unless a key of the terminal has sent it to
 * both, and waits for its end, a second signal or the end of its time. Then raises the signal
 * again, which is blocked, for whoever looks next. */
static void end_command(struct page *page, int alive, int interrupt, uint64_t most_ns)
{
	struct pollfd fds[] = { { alive, POLLIN, 0 }, { interrupt, POLLIN, 0 } };
	uint64_t begun = clock_ns(CLOCK_MONOTONIC), spent;
	struct signalfd_siginfo info;
	pid_t program = page->live.program;
	page->live.forsaken = 1;
	if (program <= 0 || read(interrupt, &info, sizeof info) != sizeof info)
		return;
	if (!pass_on_is_key((int)info.ssi_signo, info.ssi_code))
		kill(program, (int)info.ssi_signo);
	while ((spent = clock_since(begun)) < most_ns && still_runs(fds, begun, most_ns - spent))
		;
	raise((int)info.ssi_signo);
}

/* Makes the pipe for the output of a program in front of the driver, if one is wanted. */
static int open_output(struct measured *m)
{
	bool wanted = m->order->mode->wrapper && !m->order->workload->command &&
		      streams_piped(&m->order->setting);
	m->output[0] = m->output[1] = -1;
	return wanted && pipe2(m->output, O_CLOEXEC) < 0 ? -errno : 0;
}

static void close_end(int fd)
{
	if (fd >= 0)
		close(fd);
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
		.many_processes = workload->many_tasks && workload->demands & COVER_FORK,
		.as_alone = workload->command && !order->setting.may_break,
		.with_doubled = order->with_doubled,
		.events = order->counters->events,
	};
	snprintf(job.workload, sizeof job.workload, "%s", workload->name);
	snprintf(job.scratch, sizeof job.scratch, "%s", order->scratch);
	return job;
}

static struct run run_of(const struct order *order, struct page *page)
{
	const struct workload *workload = order->workload;
	return (struct run){
		.page = page,
		.calls = workload->calls,
		.n_calls = workload->calls_per_op,
		.select = workload->select,
		.selects = workload->selects_per_op,
		.n = order->mode->n,
		.filter = order->mode->filter,
		.memory = workload->memory ? workload->memory->access : 0,
	};
}

static int run_tracer(struct measured *m, int interrupt, struct result *result)
{
	const struct order *order = m->order;
	struct vitals before, after;
	int alive[2];
	vitals_read(&before);
	int error = open_output(m);
	if (error || pipe2(alive, O_CLOEXEC) < 0)
		return error ? error : -errno;
	bool command = order->workload->command;
	pid_t tracer = child_start(command ? become_window : become_tracer, m, SIGKILL);
	close(alive[1]);
	close_end(m->output[1]);
	if (tracer > 0) {
		if (!command) /* both sides do it, so that neither is too late */
			setpgid(tracer, tracer);
		enum ending ending =
			wait_for_end(alive[0], interrupt, m->output[0], order->timeout_ns);
		if (command && ending == INTERRUPTED)
			end_command(m->launch.run.page, alive[0], interrupt,
				order->kill_after_ns ? order->kill_after_ns : order->timeout_ns);
		int status = tree_end(tracer);
		judge_run(order, m->launch.run.page, ending, status, result);
		vitals_read(&after);
		result->vitals = vitals_between(&before, &after);
		scratch_empty(order->scratch);
	}
	close(alive[0]);
	close_end(m->output[0]);
	return tracer < 0 ? tracer : 0;
}

static bool is_lacking(char *const *wrapper, struct result *result)
{
	bool lacking = wrapper && !resource_installed(wrapper[0]);
	if (lacking)
		judge_fail(result, RUN_REFUSED,
			"%.80s is not installed: install it, or correct --wrap", wrapper[0]);
	return lacking;
}

/* Makes the words of a command, behind those of a program in front. */
static int take_command(struct measured *m)
{
	struct launch *launch = &m->launch;
	char *const *words = m->order->workload->command, *const *wrapper = m->order->mode->wrapper;
	launch->argv = wrapper ? wrapper_words(wrapper, words) : words;
	launch->program = wrapper ? wrapper[0] : m->order->program;
	launch->mask = signals_mask();
	return launch->argv ? 0 : -ENOMEM;
}

/* Makes the words of the driver. */
static void take_driver(struct measured *m)
{
	snprintf(m->page_fd, sizeof m->page_fd, "%d", m->launch.page_fd);
	size_t n = carried_start((char *)m->order->driver, m->driver);
	m->driver[n] = m->page_fd;
	m->launch.argv = m->driver;
	m->launch.program = m->driver[0];
	m->launch.ready = ready;
	m->launch.context = m;
	sigemptyset(&m->launch.mask);
}

int run_measure(const struct order *order, int interrupt, struct result *result)
{
	*result = (struct result){ .outcome = RUN_OK };
	if (is_lacking(order->mode->wrapper, result) ||
		(!order->workload->command && filtered_lacks(order->mode->filter, result)))
		return 0;
	struct measured m = {
		.order = order,
		.launch = { .mode = order->mode },
	};
	struct page *page = page_new(&m.launch.page_fd);
	if (!page)
		return -errno;
	page->job = job_of(order);
	page->live.looks = order->looks;
	m.launch.run = run_of(order, page);
	int error = 0;
	if (order->workload->command)
		error = take_command(&m);
	else
		take_driver(&m);
	if (!error)
		error = run_tracer(&m, interrupt, result);
	if (m.launch.argv != m.driver && m.launch.argv != order->workload->command)
		free((void *)m.launch.argv);
	close(m.launch.page_fd);
	page_free(page);
	return error;
}
