/* A dataset of made-up runs. */
#ifndef TRACETAX_UNIT_RUNS_H
#define TRACETAX_UNIT_RUNS_H

#include <check.h>
#include <string.h>

#include "analysis/dataset.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

static const double CLOSE = 1e-9;

static struct dataset dataset;

static inline void free_dataset(void)
{
	dataset_free(&dataset);
}

enum { FIRST = 1, BETWEEN, SECOND }; /* positions, where a test does not care */

static inline int position_of(const char *role)
{
	return strcmp(role, "baseline-a") == 0	 ? FIRST
	       : strcmp(role, "baseline-b") == 0 ? SECOND
						 : BETWEEN;
}

/* A run of 10 ops and 20 calls that took so long. */
static inline struct run_row run_of(const char *mode, const char *role, int block, int64_t wall_ns)
{
	struct run_row row;
	row_clear(&runs_table, &row);
	row.schema = SCHEMA;
	row.block = block;
	row.position = position_of(role);
	row.size = 0;
	strcpy(row.workload, "getpid");
	strcpy(row.placement, "same");
	strcpy(row.mode, mode);
	strcpy(row.role, role);
	strcpy(row.status, "ok");
	row.ops = 10;
	row.calls = 20;
	row.wall_ns = wall_ns;
	return row;
}

/* One run of 10 ops and 20 calls; the counted window has 4 ops. */
static inline struct run_row counted(void)
{
	struct run_row row = run_of("traced", "treatment", 1, 1000);
	row.stops = 40;
	row.counted_ops = 4;
	row.tracee_switches = 30;
	row.tracer_switches = 10;
	row.tracee_voluntary = 5;
	row.tracee_involuntary = 1;
	row.tracer_voluntary = 3;
	row.tracer_involuntary = 1;
	row.tracee_user_ns = 100;
	row.tracee_system_ns = 200;
	row.tracer_user_ns = 300;
	row.tracer_system_ns = 400;
	return row;
}

static inline void add(struct run_row row)
{
	ck_assert_int_eq(dataset_add(&dataset, &row), 0);
}

static inline void add_pair(int block, int64_t a_ns, int64_t b_ns)
{
	add(run_of("untraced", "baseline-a", block, a_ns));
	add(run_of("untraced", "baseline-b", block, b_ns));
}

static inline void add_mode(int block, int64_t wall_ns)
{
	add(run_of("traced", "treatment", block, wall_ns));
}

/* Block i: baselines of 1000 i and 4000 i ns, and a run that is 20 and 5 times as long. */
static inline void add_block(int block)
{
	add_pair(block, 1000 * block, 4000 * block);
	add_mode(block, 20000 * block);
}

static inline const struct group *group_of(const char *mode)
{
	const struct group *group = dataset_group(&dataset, key_of("getpid", 0, "same", mode));
	ck_assert_ptr_nonnull(group);
	return group;
}

static inline void ck_interval(
	double value, double lo, double hi, double expected, double from, double to)
{
	ck_assert_double_eq_tol(value, expected, CLOSE * expected);
	ck_assert_double_eq_tol(lo, from, CLOSE * from);
	ck_assert_double_eq_tol(hi, to, CLOSE * to);
}

#endif
