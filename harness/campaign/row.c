#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "row.h"
#include "warmth.h"

/* Bounds that a quiet machine seldom exceeds: docs/csv.md, "Flags". */
static const double SPEED_BOUND = 0.03, MISSING_SHARE = 0.1, MISSING_NS = 20e3;
static const double INVOLUNTARY_FACTOR = 3, INVOLUNTARY_MARGIN = 4;

static void add_flag(struct run_row *row, const char *flag)
{
	size_t n = strlen(row->flags);
	snprintf(row->flags + n, sizeof row->flags - n, "%s%s", n ? ";" : "", flag);
}

static int64_t usage_of(const struct result *result, enum side side, enum figure f)
{
	bool known = result->answer.access[side].usage == 0;
	return known ? (int64_t)result->answer.timed.figures[side][f] : ABSENT;
}

static int64_t cpu_of(const struct result *result, enum side side)
{
	bool known = result->answer.access[side].cpu == 0;
	return known ? (int64_t)result->answer.timed.figures[side][CPU_NS] : ABSENT;
}

static int64_t user_of(const struct result *result, enum side side)
{
	int64_t cpu = cpu_of(result, side);
	return cpu == ABSENT ? ABSENT
			     : (int64_t)((double)cpu * result->answer.timed.user_share[side]);
}

static int64_t system_of(const struct result *result, enum side side)
{
	int64_t cpu = cpu_of(result, side);
	return cpu == ABSENT ? ABSENT : cpu - user_of(result, side);
}

/* Returns the voluntary switches. Only the sum of both kinds is the same at every edge: which kind
 * a switch is varies. */
static int64_t voluntary_of(const struct result *result, enum side side)
{
	int64_t all = usage_of(result, side, USAGE_SWITCHES);
	int64_t involuntary = usage_of(result, side, INVOLUNTARY);
	return all == ABSENT ? ABSENT : all > involuntary ? all - involuntary : 0;
}

static int64_t count_of(const struct result *result, enum side side, enum figure f)
{
	bool known = result->answer.access[side].software >= 0;
	return known ? (int64_t)result->answer.counted.figures[side][f] : ABSENT;
}

/* Tells whether perf and rusage disagree: they count the same switches, read moments apart. */
static bool sources_disagree(const struct result *result, enum side side)
{
	const uint64_t *f = result->answer.counted.figures[side];
	if (result->answer.access[side].software < 0 || result->answer.access[side].usage != 0)
		return false;
	int64_t difference = (int64_t)(f[SWITCHES] - f[USAGE_SWITCHES]);
	return llabs(difference) > 2 + (int64_t)f[SWITCHES] / 100;
}

/* Returns all involuntary switches of the timed window; ABSENT if those of a side are unknown. */
static int64_t involuntary_of(const struct result *result)
{
	int64_t tracee = usage_of(result, TRACEE, INVOLUNTARY);
	int64_t tracer = usage_of(result, TRACER, INVOLUNTARY);
	return tracee == ABSENT || tracer == ABSENT ? ABSENT : tracee + tracer;
}

double row_involuntary_per_op(const struct result *result)
{
	int64_t all = involuntary_of(result);
	return all == ABSENT ? (double)NAN : (double)all / (double)result->answer.timed.ops;
}

/* Tells whether there were too many switches; false if either number is unknown, as NaN compares
 * false. */
static bool switched_too_often(const struct result *result, double due_per_op)
{
	double due = due_per_op * (double)result->answer.timed.ops;
	return (double)involuntary_of(result) > INVOLUNTARY_FACTOR * due + INVOLUNTARY_MARGIN;
}

static bool speed_changed(const struct window *timed)
{
	double before = (double)timed->speed_ns[BEFORE], after = (double)timed->speed_ns[AFTER];
	return fabs(after - before) > SPEED_BOUND * fmin(before, after);
}

static bool was_throttled(const struct result *result)
{
	return result->vitals.throttled_ns > 0 || result->vitals.throttlings > 0;
}

struct key row_key(const struct cell *cell, const struct mode *mode)
{
	int64_t size = cell->workload->size_max ? (int64_t)cell->size : ABSENT;
	return key_of(cell->workload->name, size, cell->placement, mode->name);
}

/* Tells whether others had the CPU. If both sides share one, one of them runs at any time, so
 * missing time went to others. Not asked where the hypervisor or a quota took time, which has flags
 * of its own, nor with a program in front, which may have several processes. */
static bool shared_cpu(const struct order *order, const struct result *result)
{
	const int *cpu = order->placement->cpu;
	bool one_cpu = cpu[TRACEE] >= 0 && cpu[TRACEE] == cpu[TRACER];
	double wall = (double)result->answer.timed.wall_ns;
	int64_t tracee = cpu_of(result, TRACEE), tracer = cpu_of(result, TRACER);
	if (order->mode->wrapper || order->workload->command || tracee == ABSENT ||
		tracer == ABSENT)
		return false;
	double missing = wall - (double)(tracee + tracer);
	return one_cpu && result->vitals.steal_ns == 0 && !was_throttled(result) &&
	       missing > MISSING_SHARE * wall + MISSING_NS;
}

static void flag(const struct order *order, const struct result *result, double involuntary_due,
	struct run_row *row)
{
	bool pinned = order->placement->cpu[TRACEE] >= 0;
	struct warmth warmth;
	if (pinned && (row->tracee_migrations > 0 || row->tracer_migrations > 0))
		add_flag(row, "migrated");
	if (row->steal_ns > 0)
		add_flag(row, "steal");
	if (was_throttled(result))
		add_flag(row, "throttled");
	if (speed_changed(&result->answer.timed))
		add_flag(row, "frequency");
	if (row->runnable > 0 || shared_cpu(order, result))
		add_flag(row, "busy");
	if (switched_too_often(result, involuntary_due))
		add_flag(row, "involuntary");
	if (warmth_of(&result->answer.timed, &warmth) && warmth_lacks(&warmth))
		add_flag(row, "warm-up");
	if (sources_disagree(result, TRACEE) || sources_disagree(result, TRACER))
		add_flag(row, "switches-disagree");
	if (result->answer.vanished > 0)
		add_flag(row, "vanished");
}

/* Fills how even the window was, and the speed of the CPU around it. */
static void measure_steadiness(const struct window *timed, struct run_row *row)
{
	struct warmth warmth;
	if (warmth_of(timed, &warmth)) {
		row->first_eighth_ns = llround(warmth.first);
		row->other_eighths_ns = llround(warmth.others);
	}
	row->speed_before_ns = (int64_t)timed->speed_ns[BEFORE];
	row->speed_after_ns = (int64_t)timed->speed_ns[AFTER];
}

static void measure_machine(const struct vitals *vitals, struct run_row *row)
{
	row->steal_ns = (int64_t)vitals->steal_ns;
	if (vitals->quota_known)
		row->throttled_ns = (int64_t)vitals->throttled_ns;
	if (vitals->runnable >= 0)
		row->runnable = vitals->runnable;
}

/* Fills what happened before the program's main. */
static void measure_start(const struct answer *answer, struct run_row *row)
{
	if (answer->attach_ns)
		row->attach_ns = (int64_t)answer->attach_ns;
	if (answer->exec_ns)
		row->exec_ns = (int64_t)answer->exec_ns;
}

static void measure_counts(
	const struct order *order, const struct result *result, struct run_row *row)
{
	const struct window *timed = &result->answer.timed;
	bool command = order->workload->command;
	row->ops = (int64_t)timed->ops;
	if (order->calls_per_op || !command) /* a command's calls may not have been counted */
		row->calls = (int64_t)result->calls;
	if (!order->mode->uncounted)
		row->stops = (int64_t)timed->stops;
	if (order->mode->events) {
		row->signal_stops = (int64_t)timed->events[SIGNAL_STOPS];
		row->new_tasks = (int64_t)timed->events[NEW_TASKS];
		row->execs = (int64_t)timed->events[EXECS];
	}
	if (command && result->answer.tells_unwatched)
		row->unwatched = (int64_t)result->answer.unwatched.n;
	if (!command)
		row->counted_ops = (int64_t)result->answer.counted.ops;
}

static void measure(const struct order *order, const struct result *result, uint64_t epoch_ns,
	struct run_row *row)
{
	const struct window *timed = &result->answer.timed;
	measure_counts(order, result, row);
	if (!order->ops)
		row->window_ns = (int64_t)order->window_ns;
	measure_start(&result->answer, row);
	if (timed->fewest_ops != NO_POOL)
		row->least_ops = (int64_t)timed->fewest_ops;
	row->wall_ns = (int64_t)timed->wall_ns;
	row->start_ns = (int64_t)(timed->start_ns - epoch_ns);
	row->tracee_user_ns = user_of(result, TRACEE);
	row->tracee_system_ns = system_of(result, TRACEE);
	row->tracer_user_ns = user_of(result, TRACER);
	row->tracer_system_ns = system_of(result, TRACER);
	row->tracee_switches = count_of(result, TRACEE, SWITCHES);
	row->tracer_switches = count_of(result, TRACER, SWITCHES);
	row->tracee_voluntary = voluntary_of(result, TRACEE);
	row->tracee_involuntary = usage_of(result, TRACEE, INVOLUNTARY);
	row->tracer_voluntary = voluntary_of(result, TRACER);
	row->tracer_involuntary = usage_of(result, TRACER, INVOLUNTARY);
	row->tracee_migrations = count_of(result, TRACEE, MIGRATIONS);
	row->tracer_migrations = count_of(result, TRACER, MIGRATIONS);
	row->tracee_faults = count_of(result, TRACEE, FAULTS);
	row->tracer_faults = count_of(result, TRACER, FAULTS);
	row->tracee_task_clock_ns = count_of(result, TRACEE, TASK_CLOCK_NS);
	row->tracer_task_clock_ns = count_of(result, TRACER, TASK_CLOCK_NS);
	if (order->placement->cpu[TRACEE] >= 0) {
		row->tracee_cpu = order->placement->cpu[TRACEE];
		row->tracer_cpu = order->placement->cpu[TRACER];
	}
	measure_steadiness(timed, row);
	measure_machine(&result->vitals, row);
}

void row_of_result(const struct order *order, const struct result *result, double involuntary_due,
	uint64_t epoch_ns, struct run_row *row)
{
	static const char *const statuses[] = { "ok", "skip", "fail", "fail" };
	snprintf(row->status, sizeof row->status, "%s", statuses[result->outcome]);
	snprintf(row->reason, sizeof row->reason, "%s", result->reason);
	if (result->outcome != RUN_OK)
		return; /* a failed run has no times */
	measure(order, result, epoch_ns, row);
	flag(order, result, involuntary_due, row);
}

static const char *const side_names[] = { "tracee", "tracer" };

void row_of_event(const struct counters *counters, const struct result *result, enum side side,
	uint32_t event, struct counter_row *row)
{
	const uint64_t *figures =
		&result->answer.counted.figures[side][EXTRA + COUNTER_FIGURES * event];
	int access = result->answer.access[side].extra[event];
	snprintf(row->side, sizeof row->side, "%s", side_names[side]);
	snprintf(row->event, sizeof row->event, "%s", counters->extra_names[event]);
	snprintf(row->status, sizeof row->status, "%s",
		counters_status(access, figures[COUNTER_ENABLED], figures[COUNTER_RUNNING]));
	if (access >= 0) {
		row->time_enabled = (int64_t)figures[COUNTER_ENABLED];
		row->time_running = (int64_t)figures[COUNTER_RUNNING];
		/* a side that slept all the time counts 0 */
		if (figures[COUNTER_RUNNING] || !figures[COUNTER_ENABLED])
			row->value = (int64_t)figures[COUNTER_VALUE];
	}
}

bool row_of_refusal(const struct result *result, enum side side, struct counter_row *row)
{
	int access = result->answer.access[side].software;
	if (access >= 0 || access == -ESRCH) /* ESRCH is no refusal: there is no single such task */
		return false;
	snprintf(row->side, sizeof row->side, "%s", side_names[side]);
	snprintf(row->event, sizeof row->event, "%s", counters_software[SWITCHES - TASK_CLOCK_NS]);
	snprintf(row->status, sizeof row->status, "%s", counters_status(access, 0, 0));
	return true;
}
