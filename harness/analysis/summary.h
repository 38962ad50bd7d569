/* Turns observations into summary.csv and the other figures of the report. */
#ifndef TRACETAX_SUMMARY_H
#define TRACETAX_SUMMARY_H

#include "dataset.h"
#include "estimators.h"

/* How a table of summaries is judged. */
struct judgement {
	double margin; /* margin of the verdicts, such as 0.05 */
	/* of the intervals that the verdicts are read from (judgement_of): of "slower" and
	 * "faster", and of "equivalent" */
	double different, equivalent;
};

/* Summarises one mode in its cell. Its slowdown is the median over blocks of ln(t) - ln(t_a) and
 * ln(t) - ln(t_b), where a and b are the nearest baseline runs (block_pair); the baseline's own
 * slowdown is t_b against t_a, the A/A control. Intervals are at 95 %, except `joint_*`, from
 * which the verdict is read. Returns 0 or -ENOMEM. */
int summary_of(const struct dataset *dataset, const struct group *group,
	const struct judgement *judgement, struct summary_row *row);

/* Returns how many groups get a verdict: those with something to compare to. */
size_t summary_verdicts(const struct dataset *dataset);

/* Estimates the slowdown alone, with any confidence. Returns 0 or -ENOMEM. */
int summary_slowdown(const struct dataset *dataset, const struct group *group, double confidence,
	struct estimate *slowdown);

/* Estimates the time of `upper` against that of `lower`, two modes of one cell, and the smallest
 * effect that could be detected, as a logarithm. Against the baseline this is the slowdown; for the
 * baseline against itself, the A/A control. Returns 0 or -ENOMEM. */
int summary_against(const struct dataset *dataset, const struct group *upper,
	const struct group *lower, double confidence, struct estimate *ratio, double *detectable);

/* Collects the differences of logarithms of which the slowdown is the median, block by block; free
 * `x`. Returns 0 or -ENOMEM. */
int summary_differences(
	const struct dataset *dataset, const struct group *group, struct sample *differences);
/* Fills in the number of each block of these differences. */
void summary_blocks(const struct dataset *dataset, const struct group *group, int64_t *blocks);

/* Estimates the nanoseconds per call alone, with any confidence. NaN if the workload makes no
 * calls. Returns 0 or -ENOMEM. */
int summary_ns(const struct dataset *dataset, const struct group *group, double confidence,
	struct estimate *ns);

/* Estimates the nanoseconds per operation. Returns 0 or -ENOMEM. */
int summary_op_ns(const struct dataset *dataset, const struct group *group, struct estimate *ns);

/* Estimates the nanoseconds that a mode takes once, to start watching a program: those that were
 * timed, or else what the exec of the program takes longer than in the baseline. NaN if a run lacks
 * both figures, and for the baseline. Returns 0 or -ENOMEM. */
int summary_attach(const struct dataset *dataset, const struct group *group, struct estimate *ns);

/* Estimates the median over shared blocks of t_a / t_b, both from one line of the plan; if a block
 * has several runs (as a baseline has), the first counts. NaN if they share no block. Returns 0 or
 * -ENOMEM. */
int summary_ratio(
	const struct group *a, const struct group *b, double confidence, struct estimate *ratio);

/* A family: modes of one cell that differ only in a number. */
struct family {
	const struct group *const *members;
	const double *numbers; /* the numbers in the members' names */
	size_t n;
};
/* Estimates the added ns per call for each step of the family's number: the median over blocks of
 * the least-squares slope within a block. NaN if there are fewer than two members. Returns 0 or
 * -ENOMEM. */
int summary_slope(const struct family *family, double confidence, struct estimate *slope);

#endif
