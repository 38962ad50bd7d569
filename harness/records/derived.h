/* The rows of the derived tables: their columns in the order of the file; docs/csv.md explains
 * each. Intervals are at 95 % unless stated otherwise. */
#ifndef TRACETAX_DERIVED_H
#define TRACETAX_DERIVED_H

#include "table.h"

/* The machine in a line. */
#define CAPTION_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE) TEXT(caption, 160)
ROW(caption_row, CAPTION_COLUMNS);

/* A placement in a few words. */
#define PLACEMENT_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                        \
	TEXT(placement, 16)                                                                        \
	TEXT(label, 40)
ROW(placement_row, PLACEMENT_COLUMNS);

/* The figures of the blog post whose claims are checked. */
#define POST_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                             \
	REAL(untraced_ns)                                                                          \
	REAL(traced_ns)                                                                            \
	REAL(slowdown)                                                                             \
	REAL(calls_per_second)
ROW(post_row, POST_COLUMNS);

/* Runs that gave no observation, and why; once per cell, mode and reason. */
#define GAP_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                              \
	KEY(key)                                                                                   \
	TEXT(status, 8)                                                                            \
	TEXT(reason, 288)                                                                          \
	COUNT(runs)
ROW(gap_row, GAP_COLUMNS);

/* The number of runs that bear a flag; the first row: any flag. */
#define FLAG_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                             \
	TEXT(flag, 24)                                                                             \
	COUNT(runs)                                                                                \
	COUNT(of)
ROW(flag_row, FLAG_COLUMNS);

/* One mode in a cell without calls. The intervals hold for all rows together. */
#define CONTROL_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                          \
	KEY(key)                                                                                   \
	ESTIMATE(slowdown)                                                                         \
	TEXT(contains_1, 8)
ROW(control_row, CONTROL_COLUMNS);

/* How many times as long one run took as each of the two runs of the baseline nearest to it. */
#define BLOCK_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                            \
	KEY(key)                                                                                   \
	COUNT(block)                                                                               \
	REAL(slowdown_a)                                                                           \
	REAL(slowdown_b)
ROW(block_row, BLOCK_COLUMNS);

/* The time of one operation of a cell under one mode, and the time to attach once. */
#define OPERATION_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                        \
	KEY(key)                                                                                   \
	REAL(calls)                                                                                \
	ESTIMATE(ns)                                                                               \
	ESTIMATE(added_ns)                                                                         \
	ESTIMATE(attach_ns)
ROW(operation_row, OPERATION_COLUMNS);

/* The instructions of a call, on a machine whose clock counts them, and how many more than
 * unwatched.
 */
#define PATH_LENGTH_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                      \
	KEY(key)                                                                                   \
	ESTIMATE(instructions)                                                                     \
	ESTIMATE(added)
ROW(path_length_row, PATH_LENGTH_COLUMNS);

/* The slowdown of the post's loop by five ways of accounting for the same runs. */
#define ACCOUNT_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                          \
	KEY(key)                                                                                   \
	COUNT(blocks)                                                                              \
	ESTIMATE(wall)                                                                             \
	ESTIMATE(tracee_user)                                                                      \
	ESTIMATE(both_user)                                                                        \
	ESTIMATE(tracee_cpu)                                                                       \
	ESTIMATE(both_cpu)
ROW(account_row, ACCOUNT_COLUMNS);

/* A program timed as a whole: per call, and against untraced at the same placement. */
#define PROGRAM_COST_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                     \
	TEXT(mode, 40)                                                                             \
	TEXT(placement, 16)                                                                        \
	COUNT(blocks)                                                                              \
	COUNT(calls)                                                                               \
	ESTIMATE(start_ns)                                                                         \
	ESTIMATE(wall_ns)                                                                          \
	ESTIMATE(user_ns)                                                                          \
	ESTIMATE(cpu_ns)                                                                           \
	COUNT(paired)                                                                              \
	ESTIMATE(wall)                                                                             \
	ESTIMATE(user)                                                                             \
	ESTIMATE(cpu)                                                                              \
	COUNT(unseen)                                                                              \
	ESTIMATE(window_ns)                                                                        \
	ESTIMATE(clocks)
ROW(program_cost_row, PROGRAM_COST_COLUMNS);

/* The post's slowdown by one way of accounting, and what that says of it. */
#define ACCOUNTING_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                       \
	TEXT(timed, 8)                                                                             \
	TEXT(account, 40)                                                                          \
	TEXT(placement, 16)                                                                        \
	COUNT(blocks)                                                                              \
	ESTIMATE(ratio)                                                                            \
	TEXT(verdict, 16)
ROW(accounting_row, ACCOUNTING_COLUMNS);

/* A claim of the post, the figure that decides it, the bound that this is held against, and what it
 * says. */
#define CLAIM_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                            \
	TEXT(claim, 4)                                                                             \
	TEXT(says, 64)                                                                             \
	TEXT(figure, 80)                                                                           \
	TEXT(unit, 16)                                                                             \
	ESTIMATE(here)                                                                             \
	REAL(bound)                                                                                \
	TEXT(verdict, 16)
ROW(claim_row, CLAIM_COLUMNS);

/* The rate of calls from which a mode costs so much. It is given if it lies in the measured range,
 * `lowest` to `highest`; otherwise it lies "below" or "beyond". */
#define LEVEL_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                            \
	TEXT(mode, 40)                                                                             \
	TEXT(placement, 16)                                                                        \
	REAL(level)                                                                                \
	ESTIMATE(rate)                                                                             \
	TEXT(reached, 8)                                                                           \
	TEXT(reached_lo, 8)                                                                        \
	TEXT(reached_hi, 8)                                                                        \
	REAL(lowest)                                                                               \
	REAL(highest)
ROW(level_row, LEVEL_COLUMNS);

/* The time per call in one mode and cell against another mode or workload, block by block. */
#define RATIO_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                            \
	KEY(key)                                                                                   \
	TEXT(against_workload, 32)                                                                 \
	TEXT(against_mode, 40)                                                                     \
	ESTIMATE(ratio)
ROW(ratio_row, RATIO_COLUMNS);

/* The size from which the method `to` is faster than the method `from`. */
#define CROSSOVER_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                        \
	TEXT(workload, 32)                                                                         \
	TEXT(placement, 16)                                                                        \
	TEXT(from, 40)                                                                             \
	TEXT(to, 40)                                                                               \
	ESTIMATE(size)
ROW(crossover_row, CROSSOVER_COLUMNS);

/* A range of measured sizes, `first` to `last`, and the method to use there. The crossover is with
 * the method before. */
#define RULE_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                             \
	TEXT(workload, 32)                                                                         \
	TEXT(placement, 16)                                                                        \
	TEXT(method, 40)                                                                           \
	TEXT(instead_of, 40)                                                                       \
	COUNT(first)                                                                               \
	COUNT(last)                                                                                \
	ESTIMATE(crossover)
ROW(rule_row, RULE_COLUMNS);

/* The calls of so many tasks at once, curve by curve. */
#define SCALING_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                          \
	KEY(key)                                                                                   \
	ESTIMATE(calls_per_second)                                                                 \
	ESTIMATE(ns_per_call)                                                                      \
	ESTIMATE(slowdown)                                                                         \
	REAL(least_share)
ROW(scaling_row, SCALING_COLUMNS);

/* The number of tasks that saturates one tracer, and the smallest share that a task
 * got. */
#define SATURATION_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                       \
	TEXT(workload, 32)                                                                         \
	TEXT(placement, 16)                                                                        \
	TEXT(mode, 40)                                                                             \
	COUNT(tasks)                                                                               \
	COUNT(not_yet)                                                                             \
	COUNT(surely)                                                                              \
	REAL(ns_per_call)                                                                          \
	COUNT(most)                                                                                \
	REAL(most_ns_per_call)                                                                     \
	REAL(least_share)                                                                          \
	COUNT(least_share_at)
ROW(saturation_row, SATURATION_COLUMNS);

/* What must hold between the mode of the key and `lower`, the same mode for the A/A test. The
 * intervals hold for all rows together. */
#define RELATION_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                         \
	KEY(key)                                                                                   \
	TEXT(lower, 40)                                                                            \
	TEXT(must, 16)                                                                             \
	ESTIMATE(ratio)                                                                            \
	REAL(smallest_detectable)                                                                  \
	TEXT(standing, 8)                                                                          \
	TEXT(suspect, 16)
ROW(relation_row, RELATION_COLUMNS);

/* The added cost of a call for each step of the number in a family's name. */
#define SLOPE_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                            \
	KEY(key)                                                                                   \
	COUNT(members)                                                                             \
	ESTIMATE(ns)
ROW(slope_row, SLOPE_COLUMNS);

/* How many calls it takes until a mode beats another one of its cell that adds more to each call.
 */
#define BREAKEVEN_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                        \
	KEY(key)                                                                                   \
	TEXT(against_mode, 40)                                                                     \
	ESTIMATE(attach_ns)                                                                        \
	ESTIMATE(saved_ns)                                                                         \
	ESTIMATE(calls)                                                                            \
	TEXT(verdict, 16)
ROW(breakeven_row, BREAKEVEN_COLUMNS);

/* A program in front of a workload, beside the cheapest mode that saw each call of it. */
#define TOOL_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                             \
	KEY(key)                                                                                   \
	ESTIMATE(slowdown)                                                                         \
	TEXT(instead, 40)                                                                          \
	ESTIMATE(instead_slowdown)                                                                 \
	ESTIMATE(ratio)                                                                            \
	TEXT(verdict, 16)
ROW(tool_row, TOOL_COLUMNS);

/* How often a command makes one call in an execution. */
#define CALL_MADE_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                        \
	TEXT(workload, 32)                                                                         \
	TEXT(call, 32)                                                                             \
	REAL(made)
ROW(call_made_row, CALL_MADE_COLUMNS);

/* What one mode adds, at one placement, to a call and to each event in the life of a program beyond
 * its calls. The interval of a call is from the cheapest kind that was measured to the most
 * expensive. */
#define COST_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                             \
	TEXT(mode, 40)                                                                             \
	TEXT(placement, 16)                                                                        \
	COUNT(kinds)                                                                               \
	REAL(stops_per_call)                                                                       \
	ESTIMATE(call_ns)                                                                          \
	ESTIMATE(signal_ns)                                                                        \
	ESTIMATE(fork_ns)                                                                          \
	ESTIMATE(exec_ns)                                                                          \
	ESTIMATE(thread_ns)                                                                        \
	ESTIMATE(attach_ns)
ROW(cost_row, COST_COLUMNS);

/* The slowdown of a command, predicted by the costs of a mode from what one execution of it does.
 * Beside it what was measured, if it was, and the error of the prediction. */
#define PREDICTION_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                       \
	KEY(key)                                                                                   \
	ESTIMATE(ns)                                                                               \
	REAL(calls)                                                                                \
	REAL(signals)                                                                              \
	REAL(forks)                                                                                \
	REAL(execs)                                                                                \
	REAL(threads)                                                                              \
	ESTIMATE(predicted)                                                                        \
	ESTIMATE(slowdown)                                                                         \
	REAL(error)
ROW(prediction_row, PREDICTION_COLUMNS);

/* How far off the predictions of a mode are, over the commands of 50 ms or more. */
#define PREDICTION_ERROR_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                 \
	TEXT(mode, 40)                                                                             \
	TEXT(placement, 16)                                                                        \
	COUNT(commands)                                                                            \
	REAL(median_error)                                                                         \
	REAL(largest_error)                                                                        \
	TEXT(largest_of, 32)
ROW(prediction_error_row, PREDICTION_ERROR_COLUMNS);

/* What a mode saw of the calls that a program makes in an unusual way, and what it broke. */
#define COVERAGE_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                         \
	TEXT(program, 32)                                                                          \
	TEXT(placement, 16)                                                                        \
	TEXT(mode, 40)                                                                             \
	COUNT(made)                                                                                \
	REAL(seen)                                                                                 \
	TEXT(behaved, 8)                                                                           \
	TEXT(reason, 288)
ROW(coverage_row, COVERAGE_COLUMNS);

extern const struct table caption_table, blocks_table, gaps_table, flags_table, control_table,
	operations_table, accounts_table, program_costs_table, levels_table, ratios_table,
	crossovers_table, rules_table, scaling_table, saturation_table, relations_table,
	slopes_table, breakeven_table, tools_table, costs_table, predictions_table,
	prediction_errors_table, coverage_table, calls_made_table, placements_table, post_table,
	accountings_table, claims_table, path_lengths_table;

#endif
