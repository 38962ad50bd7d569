#include <stdlib.h>
#include <string.h>

#include "row.h"

static void add_flag(struct run_row *row, const char *flag)
{
	size_t n = strlen(row->flags);
	snprintf(row->flags + n, sizeof row->flags - n, "%s%s", n ? ";" : "", flag);
}

static int64_t usage_of(const struct result *result, enum side side, enum figure f)
{
	bool known = result->access[side].usage == 0;
	return known ? (int64_t)result->timed.figures[side][f] : ABSENT;
}

static int64_t cpu_of(const struct result *result, enum side side)
{
	return (int64_t)result->timed.figures[side][CPU_NS];
}

static int64_t user_of(const struct result *result, enum side side)
{
	return (int64_t)((double)cpu_of(result, side) * result->timed.user_share[side]);
}

/* Only the sum of both kinds costs the same at every edge; which kind a switch is varies. */
static int64_t voluntary_of(const struct result *result, enum side side)
{
	int64_t all = usage_of(result, side, USAGE_SWITCHES);
	int64_t involuntary = usage_of(result, side, INVOLUNTARY);
	return all == ABSENT ? ABSENT : all > involuntary ? all - involuntary : 0;
}

static int64_t count_of(const struct result *result, enum side side, enum figure f)
{
	bool known = result->access[side].software >= 0;
	return known ? (int64_t)result->counted.figures[side][f] : ABSENT;
}

/* perf's count and the kernel's own for rusage are of the same switches, read moments apart. */
static bool sources_disagree(const struct result *result, enum side side)
{
	const uint64_t *f = result->counted.figures[side];
	if (result->access[side].software < 0 || result->access[side].usage != 0)
		return false;
	int64_t difference = (int64_t)(f[SWITCHES] - f[USAGE_SWITCHES]);
	return llabs(difference) > 2 + (int64_t)f[SWITCHES] / 100;
}

static void flag(const struct order *order, const struct result *result, struct run_row *row)
{
	bool pinned = order->placement->cpu[TRACEE] >= 0;
	if (pinned && (row->tracee_migrations > 0 || row->tracer_migrations > 0))
		add_flag(row, "migrated");
	if (row->steal_ns > 0)
		add_flag(row, "steal");
	if (sources_disagree(result, TRACEE) || sources_disagree(result, TRACER))
		add_flag(row, "switches-disagree");
}

static void measure(const struct order *order, const struct result *result, uint64_t epoch_ns,
	struct run_row *row)
{
	const struct window *timed = &result->timed;
	row->ops = (int64_t)timed->ops;
	row->calls = (int64_t)result->calls;
	row->stops = (int64_t)timed->stops;
	row->wall_ns = (int64_t)timed->wall_ns;
	row->counted_ops = (int64_t)result->counted.ops;
	row->start_ns = (int64_t)(timed->start_ns - epoch_ns);
	row->steal_ns = (int64_t)result->steal_ns;
	row->tracee_user_ns = user_of(result, TRACEE);
	row->tracee_system_ns = cpu_of(result, TRACEE) - user_of(result, TRACEE);
	row->tracer_user_ns = user_of(result, TRACER);
	row->tracer_system_ns = cpu_of(result, TRACER) - user_of(result, TRACER);
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
	flag(order, result, row);
}

void row_of_result(const struct order *order, const struct result *result, uint64_t epoch_ns,
	struct run_row *row)
{
	static const char *const statuses[] = { "ok", "skip", "fail", "fail" };
	snprintf(row->status, sizeof row->status, "%s", statuses[result->outcome]);
	snprintf(row->reason, sizeof row->reason, "%s", result->reason);
	if (result->outcome == RUN_OK) /* what failed has no time */
		measure(order, result, epoch_ns, row);
}

static const char *const side_names[] = { "tracee", "tracer" };

void row_of_event(const struct counters *counters, const struct result *result, enum side side,
	uint32_t event, struct counter_row *row)
{
	const uint64_t *figures = &result->counted.figures[side][EXTRA + 3 * event];
	int access = result->access[side].extra[event];
	snprintf(row->side, sizeof row->side, "%s", side_names[side]);
	snprintf(row->event, sizeof row->event, "%s", counters->extra_names[event]);
	snprintf(row->status, sizeof row->status, "%s",
		counters_status(access, figures[1], figures[2]));
	if (access >= 0) {
		row->time_enabled = (int64_t)figures[1];
		row->time_running = (int64_t)figures[2];
		if (figures[2] || !figures[1]) /* a side that slept all the time counts 0 */
			row->value = (int64_t)figures[0];
	}
}

bool row_of_refusal(const struct result *result, enum side side, struct counter_row *row)
{
	int access = result->access[side].software;
	if (access >= 0)
		return false;
	snprintf(row->side, sizeof row->side, "%s", side_names[side]);
	snprintf(row->event, sizeof row->event, "%s", counters_software[SWITCHES - TASK_CLOCK_NS]);
	snprintf(row->status, sizeof row->status, "%s", counters_status(access, 0, 0));
	return true;
}
