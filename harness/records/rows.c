#include <math.h>
#include <stddef.h>
#include <string.h>

#include "possible.h"
#include "rows.h"

#define C(field) COUNT(run_row, field)
#define T(field) TEXT(run_row, field)

static const struct column run_columns[] = {
	C(schema),
	T(campaign),
	C(seq),
	C(pass),
	C(block),
	C(position),
	T(workload),
	C(size),
	T(placement),
	T(mode),
	T(role),
	T(status),
	T(reason),
	C(window_ns),
	C(ops),
	C(calls),
	C(stops),
	C(signal_stops),
	C(new_tasks),
	C(execs),
	C(attach_ns),
	C(least_ops),
	C(wall_ns),
	C(first_eighth_ns),
	C(other_eighths_ns),
	C(speed_before_ns),
	C(speed_after_ns),
	C(counted_ops),
	C(tracee_user_ns),
	C(tracee_system_ns),
	C(tracer_user_ns),
	C(tracer_system_ns),
	C(tracee_switches),
	C(tracer_switches),
	C(tracee_voluntary),
	C(tracee_involuntary),
	C(tracer_voluntary),
	C(tracer_involuntary),
	C(tracee_migrations),
	C(tracer_migrations),
	C(tracee_faults),
	C(tracer_faults),
	C(tracee_task_clock_ns),
	C(tracer_task_clock_ns),
	C(steal_ns),
	C(throttled_ns),
	C(runnable),
	C(tracee_cpu),
	C(tracer_cpu),
	C(start_ns),
	T(flags),
};

#undef C
#undef T
#define C(field) COUNT(counter_row, field)
#define T(field) TEXT(counter_row, field)

static const struct column counter_columns[] = {
	T(campaign),
	C(seq),
	T(side),
	T(event),
	C(value),
	C(time_enabled),
	C(time_running),
	T(status),
};

#undef C
#undef T
#define C(field) COUNT(summary_row, field)
#define R(field) REAL(summary_row, field)
#define T(field) TEXT(summary_row, field)

static const struct column summary_columns[] = {
	T(workload),
	C(size),
	T(placement),
	T(mode),
	C(blocks),
	R(ns_per_call),
	R(ns_per_call_lo),
	R(ns_per_call_hi),
	R(slowdown),
	R(slowdown_lo),
	R(slowdown_hi),
	R(joint_lo),
	R(joint_hi),
	R(added_ns),
	R(added_ns_lo),
	R(added_ns_hi),
	R(stops_per_call),
	R(switches_per_call),
	R(cpu_ns_per_call),
	R(tracer_share),
	R(least_share),
	R(smallest_detectable),
	T(verdict),
	C(joined),
	C(flagged),
	R(slowdown_unflagged),
	R(slowdown_unflagged_lo),
	R(slowdown_unflagged_hi),
	T(flags_matter),
};

#undef C
#undef R
#undef T
#define C(field) COUNT(window_row, field)
#define R(field) REAL(window_row, field)
#define T(field) TEXT(window_row, field)

static const struct column window_columns[] = {
	T(workload),
	C(size),
	T(placement),
	T(mode),
	C(window_ns),
	C(rounds),
	C(run_ns),
	R(spread),
	R(half_width_1s),
	R(doubled),
	R(doubled_lo),
	R(doubled_hi),
	T(passes),
	T(chosen),
};

#undef C
#undef R
#undef T
#define C(field) COUNT(density_row, field)
#define R(field) REAL(density_row, field)
#define T(field) TEXT(density_row, field)

static const struct column density_columns[] = {
	T(workload),
	C(size),
	T(placement),
	T(mode),
	R(calls_per_second),
	R(calls_per_second_lo),
	R(calls_per_second_hi),
	R(slowdown),
	R(slowdown_lo),
	R(slowdown_hi),
};

#undef C
#undef R
#undef T
#define R(field) REAL(memory_row, field)
#define T(field) TEXT(memory_row, field)

static const struct column memory_columns[] = {
	T(mode),
	T(placement),
	T(direction),
	R(fixed_ns),
	R(byte_ns),
	R(page_ns),
	R(piece_ns),
	R(median_error),
	R(largest_error),
};

#undef R
#undef T
#define C(field) COUNT(program_row, field)
#define T(field) TEXT(program_row, field)

static const struct column program_columns[] = {
	C(block),
	T(mode),
	T(placement),
	C(calls),
	C(wall_ns),
	C(user_ns),
	C(system_ns),
};

#undef C
#undef T
#define C(field) COUNT(comparison_row, field)
#define R(field) REAL(comparison_row, field)
#define T(field) TEXT(comparison_row, field)

static const struct column comparison_columns[] = {
	T(baseline),
	T(campaign),
	C(baseline_boots),
	C(boots),
	T(workload),
	C(size),
	T(placement),
	T(mode),
	R(baseline_slowdown),
	R(slowdown),
	R(slowdown_ratio),
	R(slowdown_ratio_lo),
	R(slowdown_ratio_hi),
	R(baseline_ns_per_call),
	R(ns_per_call),
	R(ns_ratio),
	R(ns_ratio_lo),
	R(ns_ratio_hi),
	R(p),
	T(differs),
	T(verdict),
	T(over_limit),
	C(baseline_runs),
	C(baseline_flagged),
	C(runs),
	C(flagged),
	T(flags_differ),
};

const struct table runs_table = TABLE_CHECKED("runs.csv", run_row, run_columns, run_impossible);
const struct table counters_table = TABLE("counters.csv", counter_row, counter_columns);
const struct table summary_table = TABLE("summary.csv", summary_row, summary_columns);
const struct table windows_table = TABLE("windows.csv", window_row, window_columns);
const struct table density_table = TABLE("density.csv", density_row, density_columns);
const struct table memory_table = TABLE("memory-model.csv", memory_row, memory_columns);
const struct table programs_table = TABLE("whole-program.csv", program_row, program_columns);
const struct table comparison_table = TABLE("comparison.csv", comparison_row, comparison_columns);

void row_clear(const struct table *table, void *row)
{
	memset(row, 0, table->row_size);
	for (size_t i = 0; i < table->n; i++) {
		void *field = (char *)row + table->columns[i].offset;
		if (table->columns[i].type == COLUMN_COUNT)
			*(int64_t *)field = ABSENT;
		else if (table->columns[i].type == COLUMN_REAL)
			*(double *)field = (double)NAN;
	}
}
