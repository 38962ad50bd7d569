#include <errno.h>
#include <gsl/gsl_fit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "summary.h"

static const double CONFIDENCE = 0.95;

static double wall(const struct observation *o)
{
	return o->wall;
}

static double log_wall(const struct observation *o)
{
	return log(o->wall);
}

/* The runs of a block that are compared: one of a mode and two of its baseline. */
struct trio {
	const struct observation *run, *pair[2];
};

static bool is_flagged(const struct trio *trio)
{
	return trio->run->flagged || trio->pair[0]->flagged || trio->pair[1]->flagged;
}

/* Calls each(trio) for every block that has all three. For a baseline, its second run is the run,
 * and its first is both of the pair. */
static void each_trio(const struct group *group, const struct group *baseline,
	void (*each)(const struct trio *, void *), void *context)
{
	for (size_t i = 0; i < group->n && baseline; i++) {
		const struct observation *run = &group->all[i];
		struct block block = group_block(baseline, run->block);
		struct trio trio = { run, { NULL, NULL } };
		for (size_t j = 0; j < block.n && group == baseline && run->second; j++)
			if (block.runs[j].first)
				trio.pair[0] = trio.pair[1] = &block.runs[j];
		if (group != baseline)
			block_pair(block, run->position, trio.pair);
		if (trio.pair[0])
			each(&trio, context);
	}
}

enum kind {
	DIFFERENCES, /* the run's difference from each of its pair */
	LEVELS, /* the run itself; for a baseline, both runs */
};

/* A sample being collected. */
struct collection {
	double *x;
	size_t blocks, per;
	double (*f)(const struct observation *);
	enum kind kind;
	bool unflagged; /* leave out blocks in which one of the three is flagged */
};

static void collect_one(const struct trio *trio, void *context)
{
	struct collection *c = context;
	bool same = trio->pair[0] == trio->pair[1]; /* the A/A control */
	if (c->unflagged && is_flagged(trio))
		return;
	double *x = c->x + c->per * c->blocks++;
	double run = c->f(trio->run);
	if (c->kind == DIFFERENCES)
		x[0] = run - c->f(trio->pair[0]);
	else
		x[0] = run;
	if (c->kind == DIFFERENCES && !same)
		x[1] = run - c->f(trio->pair[1]);
	if (c->kind == LEVELS && same)
		x[1] = c->f(trio->pair[0]);
}

static int collect(const struct dataset *dataset, const struct group *group, enum kind kind,
	double (*f)(const struct observation *), bool unflagged, struct sample *sample)
{
	const struct group *baseline = dataset_baseline(dataset, group);
	bool two = (group == baseline) == (kind == LEVELS);
	struct collection c = { .per = two ? 2 : 1, .f = f, .kind = kind, .unflagged = unflagged };
	c.x = malloc((group->n + 1) * c.per * sizeof *c.x);
	if (!c.x)
		return -ENOMEM;
	each_trio(group, baseline, collect_one, &c);
	*sample = (struct sample){ c.x, c.blocks, c.per };
	return 0;
}

static void sample_free(struct sample *sample)
{
	free((double *)sample->x);
}

/* Collects a sample, estimates, and frees it. */
static int estimate_of(const struct dataset *dataset, const struct group *group, enum kind kind,
	double (*f)(const struct observation *), struct estimate *estimate)
{
	struct sample sample;
	int error = collect(dataset, group, kind, f, false, &sample);
	if (error)
		return error;
	error = estimate_median(&sample, 1, &CONFIDENCE, estimate);
	sample_free(&sample);
	return error;
}

static struct estimate scaled(struct estimate e, double by)
{
	return (struct estimate){ e.value * by, e.lo * by, e.hi * by };
}

static double quotient(double above, double below)
{
	return below > 0 ? above / below : (double)NAN;
}

static const char *verdict_of(struct estimate from, bool equivalent)
{
	if (isnan(from.lo))
		return "";
	if (equivalent)
		return "equivalent";
	return from.lo > 1 ? "slower" : from.hi < 1 ? "faster" : "inconclusive";
}

/* Puts the verdict, and the interval that it is from: the wider one if nothing is decided. */
static void put_verdict(struct estimate different, struct estimate equivalent,
	const struct judgement *judgement, struct summary_row *row)
{
	/* first: a difference can be certain and yet too small to matter */
	bool within = estimate_is_within(equivalent, judgement->margin);
	bool is_wider = equivalent.lo < different.lo || equivalent.hi > different.hi;
	bool open = is_wider && !compare_is_off(different);
	struct estimate from = within || open ? equivalent : different;
	row->joint_lo = from.lo;
	row->joint_hi = from.hi;
	strcpy(row->verdict, verdict_of(from, within));
}

static int put_slowdown(
	const struct sample *sample, const struct judgement *judgement, struct summary_row *row)
{
	const double confidences[] = { CONFIDENCE, judgement->different, judgement->equivalent };
	struct estimate e[3];
	size_t joined;
	int error = estimate_median(sample, 3, confidences, e);
	if (!error)
		error = estimate_cluster(sample, &joined);
	if (error)
		return error;
	row->slowdown = estimate_exp(e[0]);
	put_verdict(estimate_exp(e[1]), estimate_exp(e[2]), judgement, row);
	row->blocks = (int64_t)sample->blocks;
	row->joined = (int64_t)joined;
	row->smallest_detectable = estimate_smallest_detectable(e[0]);
	return 0;
}

/* Fills the estimate without flagged runs, and whether it differs: it lies outside the interval of
 * all. */
static int put_unflagged(
	const struct dataset *dataset, const struct group *group, struct summary_row *row)
{
	struct sample sample;
	struct estimate e;
	int error = collect(dataset, group, DIFFERENCES, log_wall, true, &sample);
	if (error)
		return error;
	error = estimate_median(&sample, 1, &CONFIDENCE, &e);
	sample_free(&sample);
	if (error || sample.blocks == (size_t)row->blocks)
		return error;
	row->slowdown_unflagged = estimate_exp(e);
	if (!isnan(row->slowdown_unflagged.lo)) /* a few blocks alone say nothing */
		snprintf(row->flags_matter, sizeof row->flags_matter, "%s",
			row->slowdown_unflagged.value < row->slowdown.lo ||
					row->slowdown_unflagged.value > row->slowdown.hi
				? "yes"
				: "no");
	return 0;
}

static int put_times(
	const struct dataset *dataset, const struct group *group, struct summary_row *row)
{
	double ops_per_call = quotient(group->totals.ops, group->totals.calls);
	struct estimate ns, added;
	if (isnan(ops_per_call))
		return 0;
	int error = estimate_of(dataset, group, LEVELS, wall, &ns);
	if (!error)
		error = estimate_of(dataset, group, DIFFERENCES, wall, &added);
	if (error)
		return error;
	row->ns_per_call = scaled(ns, ops_per_call);
	row->added_ns = scaled(added, ops_per_call);
	return 0;
}

int summary_of(const struct dataset *dataset, const struct group *group,
	const struct judgement *judgement, struct summary_row *row)
{
	const struct totals *totals = &group->totals;
	double cpu_ns = totals->cpu_ns[0] + totals->cpu_ns[1];
	struct sample sample;
	int error = collect(dataset, group, DIFFERENCES, log_wall, false, &sample);
	if (error)
		return error;
	row_clear(&summary_table, row);
	row->key = group->key;
	strcpy(row->baseline, group->baseline ? "yes" : "no");
	row->stops_per_call = quotient(totals->stops, totals->calls);
	row->switches_per_call = quotient(totals->switches, totals->calls);
	row->cpu_ns_per_call = quotient(cpu_ns, totals->calls);
	row->tracer_share = quotient(totals->cpu_ns[1], cpu_ns);
	if (group->size > 0)
		row->least_share = quotient(totals->least_ops * (double)group->size, totals->ops);
	row->runs = (int64_t)group->n;
	row->flagged = (int64_t)group->flagged;
	error = put_slowdown(&sample, judgement, row);
	sample_free(&sample);
	if (!error)
		error = put_unflagged(dataset, group, row);
	return error ? error : put_times(dataset, group, row);
}

size_t summary_verdicts(const struct dataset *dataset)
{
	size_t n = 0;
	for (size_t i = 0; i < dataset->n_groups; i++)
		n += dataset_baseline(dataset, &dataset->groups[i]) != NULL;
	return n;
}

/* Collects log-ratios of two modes over the blocks that have both; if a block has several runs, the
 * first counts. */
static int collect_ratios(
	const struct group *upper, const struct group *lower, struct sample *sample)
{
	double *x = malloc((upper->n + 1) * sizeof *x);
	if (!x)
		return -ENOMEM;
	*sample = (struct sample){ x, 0, 1 };
	for (size_t i = 0; i < upper->n; i++) {
		struct block other = group_block(lower, upper->all[i].block);
		bool first = i == 0 || upper->all[i - 1].block != upper->all[i].block;
		if (other.n && first)
			x[sample->blocks++] = log_wall(&upper->all[i]) - log_wall(other.runs);
	}
	return 0;
}

/* Estimates the ratio of a sample of log-ratios, and the smallest detectable one. Frees the
 * sample. */
static int ratio_of(
	struct sample *sample, double confidence, struct estimate *ratio, double *detectable)
{
	const double confidences[] = { confidence, CONFIDENCE };
	struct estimate e[2];
	int error = estimate_median(sample, 2, confidences, e);
	*ratio = estimate_exp(e[0]);
	*detectable = estimate_smallest_detectable(e[1]);
	sample_free(sample);
	return error;
}

int summary_against(const struct dataset *dataset, const struct group *upper,
	const struct group *lower, double confidence, struct estimate *ratio, double *detectable)
{
	struct sample sample;
	int error = lower->baseline ? collect(dataset, upper, DIFFERENCES, log_wall, false, &sample)
				    : collect_ratios(upper, lower, &sample);
	return error ? error : ratio_of(&sample, confidence, ratio, detectable);
}

int summary_ratio(
	const struct group *a, const struct group *b, double confidence, struct estimate *ratio)
{
	struct sample sample;
	double detectable;
	int error = collect_ratios(a, b, &sample);
	return error ? error : ratio_of(&sample, confidence, ratio, &detectable);
}

int summary_slowdown(const struct dataset *dataset, const struct group *group, double confidence,
	struct estimate *slowdown)
{
	struct sample sample;
	double detectable;
	int error = collect(dataset, group, DIFFERENCES, log_wall, false, &sample);
	return error ? error : ratio_of(&sample, confidence, slowdown, &detectable);
}

int summary_differences(
	const struct dataset *dataset, const struct group *group, struct sample *differences)
{
	return collect(dataset, group, DIFFERENCES, log_wall, false, differences);
}

static void add_block(const struct trio *trio, void *context)
{
	int64_t **next = context;
	*(*next)++ = trio->run->block;
}

void summary_blocks(const struct dataset *dataset, const struct group *group, int64_t *blocks)
{
	each_trio(group, dataset_baseline(dataset, group), add_block, &blocks);
}

/* Tells whether all members have a run in the block; `walls` gets the first of each. */
static bool walls_of_block(const struct family *family, int64_t block, double *walls)
{
	for (size_t i = 0; i < family->n; i++) {
		struct block runs = group_block(family->members[i], block);
		if (!runs.n)
			return false;
		walls[i] = wall(runs.runs);
	}
	return true;
}

static double slope_of(const double *x, const double *y, size_t n)
{
	double c0, c1, cov00, cov01, cov11, squares;
	gsl_fit_linear(x, 1, y, 1, n, &c0, &c1, &cov00, &cov01, &cov11, &squares);
	return c1;
}

int summary_slope(const struct family *family, double confidence, struct estimate *slope)
{
	*slope = (struct estimate){ (double)NAN, (double)NAN, (double)NAN };
	if (family->n < 2)
		return 0;
	const struct group *first = family->members[0];
	double *x = malloc((first->n + family->n) * sizeof *x);
	if (!x)
		return -ENOMEM;
	double *walls = x + first->n;
	struct sample sample = { x, 0, 1 };
	for (size_t i = 0; i < first->n; i++)
		if (walls_of_block(family, first->all[i].block, walls))
			x[sample.blocks++] = slope_of(family->numbers, walls, family->n);
	int error = estimate_median(&sample, 1, &confidence, slope);
	*slope = scaled(*slope, quotient(first->totals.ops, first->totals.calls));
	sample_free(&sample);
	return error;
}

int summary_ns(const struct dataset *dataset, const struct group *group, double confidence,
	struct estimate *ns)
{
	struct sample sample;
	int error = collect(dataset, group, LEVELS, wall, false, &sample);
	if (error)
		return error;
	error = estimate_median(&sample, 1, &confidence, ns);
	*ns = scaled(*ns, quotient(group->totals.ops, group->totals.calls));
	sample_free(&sample);
	return error;
}

int summary_op_ns(const struct dataset *dataset, const struct group *group, struct estimate *ns)
{
	return estimate_of(dataset, group, LEVELS, wall, ns);
}

static double attach(const struct observation *o)
{
	return (double)o->attach;
}

static double exec(const struct observation *o)
{
	return (double)o->exec;
}

static bool has(const struct group *group, double (*f)(const struct observation *))
{
	for (size_t i = 0; i < group->n; i++)
		if (isnan(f(&group->all[i])))
			return false;
	return true;
}

int summary_attach(const struct dataset *dataset, const struct group *group, struct estimate *ns)
{
	const struct group *baseline = dataset_baseline(dataset, group);
	*ns = (struct estimate){ (double)NAN, (double)NAN, (double)NAN };
	if (has(group, attach))
		return estimate_of(dataset, group, LEVELS, attach, ns);
	if (group->baseline || !baseline || !has(group, exec) || !has(baseline, exec))
		return 0;
	return estimate_of(dataset, group, DIFFERENCES, exec, ns);
}
