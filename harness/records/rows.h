/* The rows of runs.csv, counters.csv, summary.csv and the others; docs/csv.md explains each column.
 */
#ifndef TRACETAX_ROWS_H
#define TRACETAX_ROWS_H

#include "table.h"

enum { SCHEMA = 4 };

struct run_row {
	int64_t schema;
	char campaign[64];
	int64_t seq, pass, block, position;
	char workload[32];
	int64_t size;
	char placement[16];
	char mode[40];
	char role[24];
	char status[8];
	char reason[288];
	int64_t window_ns, ops, calls, stops, signal_stops, new_tasks, execs, attach_ns, least_ops;
	int64_t wall_ns;
	int64_t first_eighth_ns, other_eighths_ns, speed_before_ns, speed_after_ns, counted_ops;
	int64_t tracee_user_ns, tracee_system_ns, tracer_user_ns, tracer_system_ns;
	int64_t tracee_switches, tracer_switches;
	int64_t tracee_voluntary, tracee_involuntary, tracer_voluntary, tracer_involuntary;
	int64_t tracee_migrations, tracer_migrations, tracee_faults, tracer_faults;
	int64_t tracee_task_clock_ns, tracer_task_clock_ns;
	int64_t steal_ns, throttled_ns, runnable, tracee_cpu, tracer_cpu, start_ns;
	char flags[128];
};

struct counter_row {
	char campaign[64];
	int64_t seq;
	char side[8];
	char event[64];
	int64_t value, time_enabled, time_running;
	char status[16];
};

struct summary_row {
	char workload[32];
	int64_t size;
	char placement[16];
	char mode[40];
	int64_t blocks;
	double ns_per_call, ns_per_call_lo, ns_per_call_hi;
	double slowdown, slowdown_lo, slowdown_hi, joint_lo, joint_hi;
	double added_ns, added_ns_lo, added_ns_hi;
	double stops_per_call, switches_per_call, cpu_ns_per_call, tracer_share, least_share,
		smallest_detectable;
	char verdict[16];
	int64_t joined, flagged;
	double slowdown_unflagged, slowdown_unflagged_lo, slowdown_unflagged_hi;
	char flags_matter[8];
};

/* What the pilot saw of one length of window in one cell. */
struct window_row {
	char workload[32];
	int64_t size;
	char placement[16];
	char mode[40]; /* that was compared with the baseline */
	int64_t window_ns, rounds, run_ns; /* run_ns: of a whole run, start and end included */
	double spread; /* standard deviation of the log-ratio of a round */
	double half_width_1s; /* what one second of such runs would give, relative */
	double doubled, doubled_lo, doubled_hi; /* time per op in twice the ops, against once */
	char passes[8], chosen[8];
};

/* One mode in one cell of `mixed`: how often the program calls unwatched, and what it costs. */
struct density_row {
	char workload[32];
	int64_t size;
	char placement[16];
	char mode[40];
	double calls_per_second, calls_per_second_lo, calls_per_second_hi;
	double slowdown, slowdown_lo, slowdown_hi;
};

/* What one mode's reading or writing of memory costs, as a model of four terms. */
struct memory_row {
	char mode[40];
	char placement[16];
	char direction[8]; /* "read" or "write" */
	double fixed_ns, byte_ns, page_ns, piece_ns;
	double median_error, largest_error;
};

/* One run of the post's program as a whole, timed by hyperfine; scripts/whole-program.sh writes it.
 */
struct program_row {
	int64_t block;
	char mode[40], placement[16];
	int64_t calls;
	int64_t wall_ns, user_ns, system_ns; /* user, system: of all processes waited for */
};

/* One mode in one cell of two campaigns, or of two sides of several boots. */
struct comparison_row {
	char baseline[128], campaign[128]; /* the first of each side */
	int64_t baseline_boots, boots;
	char workload[32];
	int64_t size;
	char placement[16];
	char mode[40];
	double baseline_slowdown, slowdown, slowdown_ratio, slowdown_ratio_lo, slowdown_ratio_hi;
	double baseline_ns_per_call, ns_per_call, ns_ratio, ns_ratio_lo, ns_ratio_hi;
	double p;
	char differs[8];
	char verdict[32];
	char over_limit[8];
	int64_t baseline_runs, baseline_flagged, runs, flagged;
	char flags_differ[8];
};

extern const struct table runs_table, counters_table, summary_table, windows_table, density_table,
	memory_table, programs_table, comparison_table;

/* A row with nothing measured: counts ABSENT, reals NaN, texts empty. */
void row_clear(const struct table *table, void *row);

#endif
