/* Summaries of made-up runs. */
#ifndef TRACETAX_UNIT_SUMMARIES_H
#define TRACETAX_UNIT_SUMMARIES_H

#include <check.h>

#include "analysis/summary.h"
#include "runs.h"

static const struct judgement ALONE = { 0.05, 0.95, 0.95 }; /* the one verdict of its table */

static inline struct summary_row summarised(const char *mode)
{
	struct summary_row row;
	dataset_sort(&dataset);
	ck_assert_int_eq(summary_of(&dataset, group_of(mode), &ALONE, &row), 0);
	return row;
}

/* A long block: baselines at 1, 4, 8 and 10 of 1, 4, 8 and 10 us, and runs of 100 us. */
static inline void add_long_block(int block, int position)
{
	static const struct {
		const char *role;
		int position;
	} baselines[] = { { "baseline-b", 10 }, { "baseline-between", 4 }, { "baseline-a", 1 },
		{ "baseline-between", 8 } };
	for (int i = 0; i < LENGTH(baselines); i++) {
		int at = baselines[i].position;
		struct run_row row = run_of("untraced", baselines[i].role, block, 1000 * at);
		row.position = at;
		add(row);
	}
	struct run_row row = run_of("traced", "treatment", block, 100000);
	row.position = position;
	add(row);
}

#endif
