/* Turns the result of a run into its rows. */
#ifndef TRACETAX_ROW_H
#define TRACETAX_ROW_H

#include "plan/plan.h"
#include "records/rows.h"
#include "run/run.h"

/* Returns the key of a mode in a cell, as its rows have it. */
struct key row_key(const struct cell *cell, const struct mode *mode);

/* Fills the results: status, reason, counts, times, flags. The caller has filled the key columns.
 * `involuntary_due` is the median of row_involuntary_per_op over earlier such runs, NaN if there
 * were too few; `epoch_ns` is the campaign's start on CLOCK_MONOTONIC. */
void row_of_result(const struct order *order, const struct result *result, double involuntary_due,
	uint64_t epoch_ns, struct run_row *row);

/* Returns the involuntary switches of both sides in the timed window; NaN if they are unknown. */
double row_involuntary_per_op(const struct result *result);

/* Returns the row of one extra event of one side. */
void row_of_event(const struct counters *counters, const struct result *result, enum side side,
	uint32_t event, struct counter_row *row);
/* Fills the row that says why a side's software events are empty; returns false if they are not. */
bool row_of_refusal(const struct result *result, enum side side, struct counter_row *row);

#endif
