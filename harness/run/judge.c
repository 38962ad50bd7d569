/* What came of a run: its counts against what is due, then its times. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/utf8.h"
#include "judge.h"
#include "wants.h"
#include "wrapper.h"

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

void judge_fail(struct result *result, enum outcome outcome, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	result->outcome = outcome;
	vsnprintf(result->reason, sizeof result->reason, format, list);
	utf8_mask(result->reason); /* it may be cut in the midst of a character */
	va_end(list);
}

void judge_failed_page(const struct page *page, struct result *result)
{
	/* an error that names what is wanted needs no other remedy, whoever met it */
	const char *want = wants_remedy(page->failure.error),
		   *remedy = want ? want : page->failure.remedy;
	const char *colon = remedy[0] ? ": " : "";
	/* with a remedy, it is this machine's refusal; without one, something went wrong */
	enum outcome outcome = remedy[0] ? RUN_REFUSED : RUN_FAILED;
	if (page->failure.error)
		judge_fail(result, outcome, "%s: %s%s%s", page->failure.what,
			strerror(page->failure.error), colon, remedy);
	else
		judge_fail(result, outcome, "%s%s%s", page->failure.what, colon, remedy);
}

static void explain_end(const struct order *order, const struct page *page, int tracer_status,
	struct result *result)
{
	int status = page->answer.wait_status;
	char reason[sizeof result->reason];
	if (WIFSIGNALED(tracer_status))
		judge_fail(result, RUN_FAILED, "the tracer died of SIG%s",
			sigabbrev_np(WTERMSIG(tracer_status)));
	else if (order->mode->wrapper) {
		if (wrapper_failed(order->mode, page, reason, sizeof reason))
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

static void check_stops(
	const struct order *order, const struct window *window, struct result *result)
{
	uint64_t due = stops_due(order, window);
	bool counting = order->workload->calls_of_libc && !order->calls_per_op;
	bool known = !order->mode->uncounted && !counting;
	if (result->outcome == RUN_OK && known && window->stops != due)
		judge_fail(result, RUN_FAILED,
			"%" PRIu64 " stops counted where %" PRIu64 " are due", window->stops, due);
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
			judge_fail(result, RUN_FAILED,
				"%" PRIu64 " %s counted where %" PRIu64 " are due",
				window->events[i], names[i], due);
	}
}

static void check_window(
	const struct order *order, const struct window *window, struct result *result)
{
	check_stops(order, window, result);
	check_events(order, window, result);
}

void judge_run(const struct order *order, const struct page *page, enum ending ending,
	int tracer_status, struct result *result)
{
	if (ending == INTERRUPTED)
		judge_fail(result, RUN_INTERRUPTED, "interrupted");
	else if (ending == TIMED_OUT)
		judge_fail(result, RUN_FAILED, "no end after %g s (--timeout)",
			(double)order->timeout_ns / 1e9);
	else if (page->failure.failed)
		judge_failed_page(page, result);
	else
		explain_end(order, page, tracer_status, result);
	if (result->outcome != RUN_OK)
		return;
	result->answer = page->answer;
	result->calls = calls_made(order, &page->answer.timed);
	check_window(order, &page->answer.timed, result);
	check_window(order, &page->answer.doubled, result);
	check_window(order, &page->answer.counted, result);
	if (result->outcome == RUN_OK && page->answer.timed.wall_ns == 0)
		judge_fail(result, RUN_FAILED,
			"its window took no time by this clock: give more --ops");
}
