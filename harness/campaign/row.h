/* From the result of a run to its rows. */
#ifndef TRACETAX_ROW_H
#define TRACETAX_ROW_H

#include "plan/plan.h"
#include "records/rows.h"
#include "run/run.h"

/* Returns the key of a mode in a cell, as its rows have it. */
struct key row_key(const struct cell *cell, const struct mode *mode);

/* Fills what was measured and judged: status, reason, counts, times, flags. The caller has filled
 * the key columns. `involuntary_due` is what row_involuntary_per_op was of such runs before, NaN
 * where there were too few; `epoch_ns` is the campaign's start on CLOCK_MONOTONIC. */
void row_of_result(const struct order *order, const struct result *result, double involuntary_due,
	uint64_t epoch_ns, struct run_row *row);

/* Involuntary switches of both sides in the timed window; NaN where they are unknown. */
double row_involuntary_per_op(const struct result *result);

/* The row of one extra event of one side. */
void row_of_event(const struct counters *counters, const struct result *result, enum side side,
	uint32_t event, struct counter_row *row);
/* The row that says why the software events of one side are empty; false where they are not. */
bool row_of_refusal(const struct result *result, enum side side, struct counter_row *row);

#endif
