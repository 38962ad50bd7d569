/* Judges a run: first its counts against what is due, then its times. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "base/utf8.h"
#include "due.h"
#include "judge.h"
#include "wants.h"
#include "wrapper.h"

void judge_fail(struct result *result, enum outcome outcome, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	result->outcome = outcome;
	vsnprintf(result->reason, sizeof result->reason, format, list);
	utf8_mask(result->reason); /* the text may be cut inside a character */
	va_end(list);
}

void judge_failed_page(const struct page *page, struct result *result)
{
	/* an error that names a shortage needs no other remedy, whoever met it */
	const char *want = wants_remedy(page->failure.error, page->job.size > 0),
		   *remedy = want ? want : page->failure.remedy;
	const char *colon = remedy[0] ? ": " : "";
	/* with a remedy, this machine refused; without one, something went wrong */
	enum outcome outcome = remedy[0] ? RUN_REFUSED : RUN_FAILED;
	if (page->failure.error)
		judge_fail(result, outcome, "%s: %s%s%s", page->failure.what,
			strerror(page->failure.error), colon, remedy);
	else
		judge_fail(result, outcome, "%s%s%s", page->failure.what, colon, remedy);
}

/* Writes how a command ended: "status 1", "SIGSEGV". */
static const char *put_status(int status, char *text, size_t size)
{
	if (WIFSIGNALED(status))
		snprintf(text, size, "SIG%s", sigabbrev_np(WTERMSIG(status)));
	else
		snprintf(text, size, "status %d", WEXITSTATUS(status));
	return text;
}

/* Explains a command that did not end as it does when nothing watches it. */
static void explain_command(
	const struct order *order, const struct page *page, struct result *result)
{
	char found[32], due[32];
	int status = page->answer.wait_status;
	if (!page->live.done)
		judge_fail(result, RUN_FAILED, "the tracer ended before the command");
	else if (order->status_known && status != order->status_due)
		judge_fail(result, RUN_FAILED, "the command ended with %s; untraced with %s",
			put_status(status, found, sizeof found),
			put_status(order->status_due, due, sizeof due));
}

static void explain_end(const struct order *order, const struct page *page, int tracer_status,
	struct result *result)
{
	int status = page->answer.wait_status;
	char reason[sizeof result->reason];
	if (WIFSIGNALED(tracer_status))
		judge_fail(result, RUN_FAILED, "the tracer died of SIG%s",
			sigabbrev_np(WTERMSIG(tracer_status)));
	else if (order->workload->command)
		explain_command(order, page, result);
	else if (order->mode->wrapper) {
		if (wrapper_lacks(order->mode, page, reason, sizeof reason))
			judge_fail(result, RUN_REFUSED, "%s", reason);
		else if (wrapper_failed(order->mode, page, reason, sizeof reason))
			judge_fail(result, RUN_FAILED, "%s", reason);
	} else if (WIFSIGNALED(status))
		judge_fail(result, RUN_FAILED, "the workload died of SIG%s",
			sigabbrev_np(WTERMSIG(status)));
	else if (!page->live.done)
		judge_fail(result, RUN_FAILED,
			"the workload exited with status %d before the end of its window",
			WEXITSTATUS(status));
	else if (status)
		judge_fail(result, RUN_FAILED, "the workload exited with status %d",
			WEXITSTATUS(status));
}

/* Tells whether a tracer watched a command that is one itself. A program in front may be a tracer.
 */
static bool has_two_tracers(const struct order *order, const struct result *result)
{
	return (order->mode->events || order->mode->wrapper) &&
	       (order->is_tracer || result->is_tracer);
}

/* Adds to the reason of a run that failed what has probably caused it, if that is known. */
static void blame(const struct order *order, struct result *result)
{
	size_t n = strlen(result->reason);
	const char *cause = "";
	if (order->mode->filter)
		cause = ": its filter may refuse a call of libc or of the loop, as strace -f shows";
	else if (has_two_tracers(order, result))
		cause = ": it is itself a tracer, and no process can have two";
	snprintf(result->reason + n, sizeof result->reason - n, "%s", cause);
}

static struct due due_of(const struct order *order, const struct window *window)
{
	return due_in(order->workload, order->size, order->calls_per_op, window);
}

static void check_stops(const struct order *order, const struct window *window,
	const struct due *due, struct result *result)
{
	uint64_t stops = due_stops(due, order->mode->stops_per_call, order->mode->selective);
	bool counting = order->workload->calls_of_libc && !order->calls_per_op;
	bool known = !order->mode->uncounted && !counting;
	if (result->outcome == RUN_OK && known && window->stops != stops)
		judge_fail(result, RUN_FAILED,
			"%" PRIu64 " stops counted where %" PRIu64 " are due", window->stops,
			stops);
}

static void check_events(const struct order *order, const struct window *window,
	const struct due *due, struct result *result)
{
	static const char *const names[EVENTS] = { "signal-delivery stops", "new tasks", "execs" };
	for (int i = 0; i < EVENTS && order->mode->events && result->outcome == RUN_OK; i++)
		if (window->events[i] != due->events[i])
			judge_fail(result, RUN_FAILED,
				"%" PRIu64 " %s counted where %" PRIu64 " are due",
				window->events[i], names[i], due->events[i]);
}

static void check_window(
	const struct order *order, const struct window *window, struct result *result)
{
	struct due due = due_of(order, window);
	check_stops(order, window, &due, result);
	check_events(order, window, &due, result);
}

void judge_run(const struct order *order, const struct page *page, enum ending ending,
	int tracer_status, struct result *result)
{
	result->is_tracer = page->answer.tally.of[SYS_ptrace] > 0;
	if (ending == INTERRUPTED)
		judge_fail(result, RUN_INTERRUPTED, "interrupted");
	else if (ending == TIMED_OUT)
		judge_fail(result, RUN_FAILED, "no end after %g s (--timeout)",
			(double)order->timeout_ns / 1e9);
	else if (page->failure.failed)
		judge_failed_page(page, result);
	else
		explain_end(order, page, tracer_status, result);
	if (result->outcome == RUN_FAILED)
		blame(order, result);
	if (result->outcome != RUN_OK)
		return;
	result->answer = page->answer;
	result->calls = due_of(order, &page->answer.timed).calls;
	if (order->workload->command)
		return; /* its counts are recorded: they may vary */
	check_window(order, &page->answer.timed, result);
	check_window(order, &page->answer.doubled, result);
	check_window(order, &page->answer.counted, result);
	if (result->outcome == RUN_OK && page->answer.timed.wall_ns == 0)
		judge_fail(result, RUN_FAILED,
			"its window took no time by this clock: give more --ops");
}
