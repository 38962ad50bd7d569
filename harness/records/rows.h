/* The rows of a campaign's files: their columns in the order of the file. docs/csv.md explains
 * each; tables/ holds the other rules of a file. */
#ifndef TRACETAX_ROWS_H
#define TRACETAX_ROWS_H

#include "table.h"

enum { SCHEMA = 4 };

/* Stands before the role of a run whose calls are counted, and whose cost is not estimated. */
#define ROLE_OF_COVERAGE "count-"

#define RUN_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                              \
	COUNT(schema)                                                                              \
	TEXT(campaign, 64)                                                                         \
	COUNT(seq)                                                                                 \
	COUNT(pass)                                                                                \
	COUNT(block)                                                                               \
	COUNT(position)                                                                            \
	KEY(key)                                                                                   \
	TEXT(role, 24)                                                                             \
	TEXT(status, 8)                                                                            \
	TEXT(reason, 288)                                                                          \
	COUNT(window_ns)                                                                           \
	COUNT(ops)                                                                                 \
	COUNT(calls)                                                                               \
	COUNT(stops)                                                                               \
	COUNT(signal_stops)                                                                        \
	COUNT(new_tasks)                                                                           \
	COUNT(execs)                                                                               \
	COUNT(unwatched)                                                                           \
	COUNT(attach_ns)                                                                           \
	COUNT(exec_ns)                                                                             \
	COUNT(least_ops)                                                                           \
	COUNT(wall_ns)                                                                             \
	COUNT(first_eighth_ns)                                                                     \
	COUNT(other_eighths_ns)                                                                    \
	COUNT(speed_before_ns)                                                                     \
	COUNT(speed_after_ns)                                                                      \
	COUNT(counted_ops)                                                                         \
	COUNT(tracee_user_ns)                                                                      \
	COUNT(tracee_system_ns)                                                                    \
	COUNT(tracer_user_ns)                                                                      \
	COUNT(tracer_system_ns)                                                                    \
	COUNT(tracee_switches)                                                                     \
	COUNT(tracer_switches)                                                                     \
	COUNT(tracee_voluntary)                                                                    \
	COUNT(tracee_involuntary)                                                                  \
	COUNT(tracer_voluntary)                                                                    \
	COUNT(tracer_involuntary)                                                                  \
	COUNT(tracee_migrations)                                                                   \
	COUNT(tracer_migrations)                                                                   \
	COUNT(tracee_faults)                                                                       \
	COUNT(tracer_faults)                                                                       \
	COUNT(tracee_task_clock_ns)                                                                \
	COUNT(tracer_task_clock_ns)                                                                \
	COUNT(steal_ns)                                                                            \
	COUNT(throttled_ns)                                                                        \
	COUNT(runnable)                                                                            \
	COUNT(tracee_cpu)                                                                          \
	COUNT(tracer_cpu)                                                                          \
	COUNT(start_ns)                                                                            \
	TEXT(flags, 128)
ROW(run_row, RUN_COLUMNS);

#define COUNTER_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                          \
	TEXT(campaign, 64)                                                                         \
	COUNT(seq)                                                                                 \
	TEXT(side, 8)                                                                              \
	TEXT(event, 64)                                                                            \
	COUNT(value)                                                                               \
	COUNT(time_enabled)                                                                        \
	COUNT(time_running)                                                                        \
	TEXT(status, 16)
ROW(counter_row, COUNTER_COLUMNS);

#define SUMMARY_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                          \
	KEY(key)                                                                                   \
	TEXT(baseline, 8)                                                                          \
	COUNT(blocks)                                                                              \
	ESTIMATE(ns_per_call)                                                                      \
	ESTIMATE(slowdown)                                                                         \
	REAL(joint_lo)                                                                             \
	REAL(joint_hi)                                                                             \
	ESTIMATE(added_ns)                                                                         \
	REAL(stops_per_call)                                                                       \
	REAL(switches_per_call)                                                                    \
	REAL(cpu_ns_per_call)                                                                      \
	REAL(tracer_share)                                                                         \
	REAL(least_share)                                                                          \
	REAL(smallest_detectable)                                                                  \
	TEXT(verdict, 16)                                                                          \
	COUNT(joined)                                                                              \
	COUNT(runs)                                                                                \
	COUNT(flagged)                                                                             \
	ESTIMATE(slowdown_unflagged)                                                               \
	TEXT(flags_matter, 8)
ROW(summary_row, SUMMARY_COLUMNS);

/* How often a command made one call, in two executions. */
#define CALL_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                             \
	TEXT(workload, 32)                                                                         \
	TEXT(call, 32)                                                                             \
	COUNT(first)                                                                               \
	COUNT(second)
ROW(call_row, CALL_COLUMNS);

/* What the pilot saw of one window length in one cell. */
#define WINDOW_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                           \
	KEY(key)                                                                                   \
	COUNT(window_ns)                                                                           \
	COUNT(rounds)                                                                              \
	COUNT(run_ns)                                                                              \
	REAL(spread)                                                                               \
	REAL(half_width_1s)                                                                        \
	ESTIMATE(doubled)                                                                          \
	TEXT(passes, 8)                                                                            \
	TEXT(chosen, 8)
ROW(window_row, WINDOW_COLUMNS);

/* One mode in one cell of a program that computes between its calls: how often it calls unwatched,
 * and what it costs. */
#define DENSITY_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                          \
	KEY(key)                                                                                   \
	ESTIMATE(calls_per_second)                                                                 \
	ESTIMATE(slowdown)
ROW(density_row, DENSITY_COLUMNS);

/* The cost of one mode's reading or writing of memory, as a model of four terms. */
#define MEMORY_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                           \
	TEXT(mode, 40)                                                                             \
	TEXT(placement, 16)                                                                        \
	TEXT(direction, 8)                                                                         \
	REAL(fixed_ns)                                                                             \
	REAL(byte_ns)                                                                              \
	REAL(page_ns)                                                                              \
	REAL(piece_ns)                                                                             \
	REAL(median_error)                                                                         \
	REAL(largest_error)
ROW(memory_row, MEMORY_COLUMNS);

/* One run of the post's program as a whole, timed by hyperfine; written by
 * scripts/whole-program.sh. */
#define PROGRAM_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                          \
	COUNT(block)                                                                               \
	TEXT(mode, 40)                                                                             \
	TEXT(placement, 16)                                                                        \
	COUNT(calls)                                                                               \
	COUNT(wall_ns)                                                                             \
	COUNT(user_ns)                                                                             \
	COUNT(system_ns)
ROW(program_row, PROGRAM_COLUMNS);

/* One mode in one cell of two campaigns, or of two sides of several boots. */
#define COMPARISON_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                       \
	TEXT(baseline, 128)                                                                        \
	TEXT(campaign, 128)                                                                        \
	COUNT(baseline_boots)                                                                      \
	COUNT(boots)                                                                               \
	KEY(key)                                                                                   \
	REAL(baseline_slowdown)                                                                    \
	REAL(slowdown)                                                                             \
	ESTIMATE(slowdown_ratio)                                                                   \
	REAL(baseline_ns_per_call)                                                                 \
	REAL(ns_per_call)                                                                          \
	ESTIMATE(ns_ratio)                                                                         \
	REAL(p)                                                                                    \
	TEXT(differs, 8)                                                                           \
	TEXT(verdict, 32)                                                                          \
	TEXT(over_limit, 8)                                                                        \
	COUNT(baseline_runs)                                                                       \
	COUNT(baseline_flagged)                                                                    \
	COUNT(runs)                                                                                \
	COUNT(flagged)                                                                             \
	TEXT(flags_differ, 8)
ROW(comparison_row, COMPARISON_COLUMNS);

/* The properties of a mode; a "yes" or "no" is empty if it is unknown. */
#define MODE_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                             \
	TEXT(mode, 40)                                                                             \
	TEXT(summary, 160)                                                                         \
	TEXT(since, 16)                                                                            \
	TEXT(family, 40)                                                                           \
	REAL(n)                                                                                    \
	REAL(stops_per_call)                                                                       \
	TEXT(at_least, 40)                                                                         \
	TEXT(changes, 40)                                                                          \
	TEXT(reads, 40)                                                                            \
	TEXT(needs, 120)                                                                           \
	TEXT(loses, 120)                                                                           \
	TEXT(baseline, 8)                                                                          \
	TEXT(answers, 8)                                                                           \
	TEXT(piecewise, 8)                                                                         \
	TEXT(one_tracer, 8)                                                                        \
	TEXT(reference, 8)
ROW(mode_row, MODE_COLUMNS);

/* The properties of a workload at one size. */
#define WORKLOAD_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                         \
	TEXT(workload, 32)                                                                         \
	COUNT(size)                                                                                \
	TEXT(summary, 160)                                                                         \
	TEXT(unit, 16)                                                                             \
	COUNT(calls_per_op)                                                                        \
	TEXT(one_pool, 8)                                                                          \
	TEXT(typical, 8)                                                                           \
	TEXT(access, 8)                                                                            \
	TEXT(backing, 16)                                                                          \
	TEXT(cold, 8)                                                                              \
	TEXT(text, 8)                                                                              \
	COUNT(piece_bytes)                                                                         \
	COUNT(bytes)                                                                               \
	COUNT(pages)                                                                               \
	COUNT(pieces)
ROW(workload_row, WORKLOAD_COLUMNS);

/* What the filter of a mode does with a call of a workload, found by following its program. */
#define FILTER_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                           \
	TEXT(mode, 40)                                                                             \
	COUNT(instructions)                                                                        \
	TEXT(workload, 32)                                                                         \
	TEXT(call, 32)                                                                             \
	TEXT(answer, 64)                                                                           \
	COUNT(executed)                                                                            \
	COUNT(executed_most)                                                                       \
	TEXT(constant, 8)
ROW(filter_row, FILTER_COLUMNS);

extern const struct table calls_table, runs_table, counters_table, summary_table, windows_table,
	density_table, memory_table, programs_table, comparison_table, modes_table, workloads_table,
	filters_table;

#endif
