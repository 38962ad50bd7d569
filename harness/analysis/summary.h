/* From observations to summary.csv, and the other figures of the report. */
#ifndef TRACETAX_SUMMARY_H
#define TRACETAX_SUMMARY_H

#include "dataset.h"
#include "estimators.h"

/* What a table of summaries is judged by. */
struct judgement {
	double margin; /* of the verdicts: 0.05 */
	size_t rows; /* verdicts in the table: they hold together (Bonferroni) */
};

/* The summary of one mode in its cell. Its slowdown is the median over blocks of ln(t) - ln(t_a)
 * and ln(t) - ln(t_b), where a and b are the baseline runs nearest to it (block_pair); the
 * baseline's own is t_b against t_a, the A/A control. Intervals at 95 %, but for `joint_*` and the
 * verdict, which hold for all rows together. 0 or -ENOMEM. */
int summary_of(const struct dataset *dataset, const struct group *group,
	const struct judgement *judgement, struct summary_row *row);

/* How many groups get a verdict: those with something to compare with. */
size_t summary_verdicts(const struct dataset *dataset);

/* The slowdown alone, with another confidence than 95 %. 0 or -ENOMEM. */
int summary_slowdown(const struct dataset *dataset, const struct group *group, double confidence,
	struct estimate *slowdown);

/* The time of `upper` against that of `lower`, two modes of one cell, and the smallest effect that
 * could be detected there, of its logarithm. Against the baseline it is the slowdown, of the
 * baseline itself the A/A control. 0 or -ENOMEM. */
int summary_against(const struct dataset *dataset, const struct group *upper,
	const struct group *lower, double confidence, struct estimate *ratio, double *detectable);

/* Nanoseconds per call alone, likewise. NaN where the workload makes no calls. 0 or -ENOMEM. */
int summary_ns(const struct dataset *dataset, const struct group *group, double confidence,
	struct estimate *ns);

/* Nanoseconds that the mode takes once, to watch a program at all. NaN where a run has no such
 * figure. 0 or -ENOMEM. */
int summary_attach(const struct dataset *dataset, const struct group *group, struct estimate *ns);

/* The median over shared blocks of t_a / t_b, both of one line of the plan; of several runs in a
 * block (a baseline's) the first counts. NaN where they share none. 0 or -ENOMEM. */
int summary_ratio(
	const struct group *a, const struct group *b, double confidence, struct estimate *ratio);

/* Modes of one cell that differ in a number only: a family. */
struct family {
	const struct group *const *members;
	const double *numbers; /* of the members, as in their names */
	size_t n;
};
/* By how many ns a call takes longer for each one more of that number: the median over blocks of
 * the least-squares slope within the block. NaN of fewer than two members. 0 or -ENOMEM. */
int summary_slope(const struct family *family, double confidence, struct estimate *slope);

#endif
