/* harness -> tracer -> driver: three processes. Each run gets a new tracer, so that it inherits no
 * state of the run before; the harness sleeps until the tracer ends. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/resources.h"
#include "base/scratch.h"
#include "child.h"
#include "filtered.h"
#include "judge.h"
#include "launch.h"
#include "measured.h"
#include "tree.h"
#include "wrapper.h"

enum { PADDING_MAX = 4096 };

/* A run in progress. */
struct measured {
	const struct order *order;
	struct launch launch;
	char page_fd[16];
	char *driver[3]; /* its arguments */
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
	int error = launch->argv ? wrapper_silence() : -ENOMEM;
	return error ? page_fail(launch->run.page, -error, command[0], NULL) : 0;
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

/* Waits for the end of the run. Only the tracer holds the pipe's other end, so its closing tells of
 * the tracer's death on any kernel. */
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
		.many_processes = workload->many_tasks && workload->demands & COVER_FORK,
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
	if (pipe2(alive, O_CLOEXEC) < 0)
		return -errno;
	pid_t tracer = child_start(become_tracer, m, SIGKILL);
	close(alive[1]);
	if (tracer > 0) {
		setpgid(tracer, tracer); /* both sides do it, so that neither is too late */
		enum ending ending = wait_for_end(alive[0], interrupt, order->timeout_ns);
		int status = tree_end(tracer);
		judge_run(order, m->launch.run.page, ending, status, result);
		vitals_read(&after);
		result->vitals = vitals_between(&before, &after);
		scratch_empty(order->scratch);
	}
	close(alive[0]);
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

int run_measure(const struct order *order, int interrupt, struct result *result)
{
	*result = (struct result){ .outcome = RUN_OK };
	if (is_lacking(order->mode->wrapper, result) || filtered_lacks(order->mode->filter, result))
		return 0;
	struct measured m = {
		.order = order,
		.launch = { .mode = order->mode, .ready = ready, .program = order->driver },
	};
	struct page *page = page_new(&m.launch.page_fd);
	if (!page)
		return -errno;
	page->job = job_of(order);
	snprintf(m.page_fd, sizeof m.page_fd, "%d", m.launch.page_fd);
	m.driver[0] = (char *)order->driver;
	m.driver[1] = m.page_fd;
	m.launch.argv = m.driver;
	m.launch.run = run_of(order, page);
	m.launch.context = &m;
	sigemptyset(&m.launch.mask);
	int error = run_tracer(&m, interrupt, result);
	close(m.launch.page_fd);
	page_free(page);
	return error;
}
