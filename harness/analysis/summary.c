#include <errno.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "summary.h"

static const double CONFIDENCE = 0.95;
enum { RESAMPLES = 2000 };

static double per_op(const struct observation *o)
{
	return o->wall / o->ops;
}

/* ns per call: what a call costs, everything included. */
static double per_call(const struct observation *o)
{
	return o->calls > 0 ? o->wall / o->calls : (double)NAN;
}

/* Three series over the blocks that have both baselines. */
struct series {
	double *log_ratio, *added, *ns;
	size_t n;
};

static int series_new(struct series *series, size_t n)
{
	double *room = malloc((n ? n : 1) * 3 * sizeof *room);
	*series = (struct series){ room, room + n, room + 2 * n, 0 };
	return room ? 0 : -ENOMEM;
}

static void compare(const struct group *group, const struct group *baseline, struct series *s)
{
	const struct observation *a, *b;
	for (size_t i = 0; i < group->n; i++) {
		const struct observation *o = &group->all[i];
		if (!baseline || !group_pair(baseline, o->block, &a, &b))
			continue;
		s->log_ratio[s->n] = log(per_op(o)) - (log(per_op(a)) + log(per_op(b))) / 2;
		s->added[s->n] = per_call(o) - (per_call(a) + per_call(b)) / 2;
		s->ns[s->n++] = per_call(o);
	}
}

/* The A/A control: which of the two runs comes first is random. */
static void compare_baseline(const struct group *baseline, struct series *s)
{
	const struct observation *a, *b;
	for (size_t i = 0; i < baseline->n; i++) {
		if (baseline->all[i].second ||
			!group_pair(baseline, baseline->all[i].block, &a, &b))
			continue;
		s->log_ratio[s->n] = log(per_op(b)) - log(per_op(a));
		s->added[s->n] = per_call(b) - per_call(a);
		s->ns[s->n++] = sqrt(per_call(a) * per_call(b));
	}
}

/* Sum over runs of one figure, divided by that of another; NaN when not measured. */
static double total_ratio(const struct group *group, double (*above)(const struct observation *),
	double (*below)(const struct observation *))
{
	double sum = 0, divisor = 0;
	for (size_t i = 0; i < group->n; i++) {
		sum += above(&group->all[i]);
		divisor += below(&group->all[i]);
	}
	return divisor > 0 ? sum / divisor : (double)NAN;
}

static double calls_of(const struct observation *o)
{
	return o->calls;
}

static double stops_of(const struct observation *o)
{
	return o->stops;
}

static double switches_of(const struct observation *o)
{
	return o->switches * o->ops;
}

static double ops_of(const struct observation *o)
{
	return o->ops;
}

static double tracee_user(const struct observation *o)
{
	return o->user[0];
}

static double both_user(const struct observation *o)
{
	return o->user[0] + o->user[1];
}

static double tracee_cpu(const struct observation *o)
{
	return o->user[0] + o->system[0];
}

static double tracer_cpu(const struct observation *o)
{
	return o->user[1] + o->system[1];
}

static double both_cpu(const struct observation *o)
{
	return tracee_cpu(o) + tracer_cpu(o);
}

static size_t flagged(const struct group *group)
{
	size_t n = 0;
	for (size_t i = 0; i < group->n; i++)
		n += group->all[i].flagged;
	return n;
}

static void put(struct estimate e, double *value, double *lo, double *hi)
{
	*value = e.value;
	*lo = e.lo;
	*hi = e.hi;
}

static int series_of(const struct dataset *dataset, const struct group *group, struct series *s)
{
	if (series_new(s, group->n) < 0)
		return -ENOMEM;
	if (group->baseline)
		compare_baseline(group, s);
	else
		compare(group, dataset_baseline(dataset, group), s);
	return 0;
}

int summary_slowdown(const struct dataset *dataset, const struct group *group, double confidence,
	struct estimate *slowdown)
{
	struct series s;
	if (series_of(dataset, group, &s) < 0)
		return -ENOMEM;
	*slowdown = estimate_exp(estimate_median(s.log_ratio, s.n, confidence));
	free(s.log_ratio);
	return 0;
}

int summary_of(const struct dataset *dataset, const struct group *group, double margin,
	struct summary_row *row)
{
	struct series s;
	if (series_of(dataset, group, &s) < 0)
		return -ENOMEM;
	row_clear(&summary_table, row);
	memcpy(row->workload, group->workload, sizeof row->workload);
	memcpy(row->placement, group->placement, sizeof row->placement);
	memcpy(row->mode, group->mode, sizeof row->mode);
	row->size = group->size;
	row->blocks = (int64_t)s.n;
	row->smallest_detectable = estimate_smallest_detectable(s.log_ratio, s.n);
	struct estimate slowdown = estimate_exp(estimate_median(s.log_ratio, s.n, CONFIDENCE));
	put(slowdown, &row->slowdown, &row->slowdown_lo, &row->slowdown_hi);
	if (total_ratio(group, calls_of, ops_of) > 0) {
		put(estimate_median(s.ns, s.n, CONFIDENCE), &row->ns_per_call, &row->ns_per_call_lo,
			&row->ns_per_call_hi);
		put(estimate_median(s.added, s.n, CONFIDENCE), &row->added_ns, &row->added_ns_lo,
			&row->added_ns_hi);
	}
	row->stops_per_call = total_ratio(group, stops_of, calls_of);
	row->switches_per_call = total_ratio(group, switches_of, calls_of);
	row->cpu_ns_per_call = total_ratio(group, both_cpu, calls_of);
	row->tracer_share = total_ratio(group, tracer_cpu, both_cpu);
	snprintf(row->verdict, sizeof row->verdict, "%s", estimate_verdict(slowdown, margin));
	row->flagged = (int64_t)flagged(group);
	free(s.log_ratio);
	return 0;
}

/* Totals of a figure per op over resampled blocks, treatment against baseline. */
static double resampled(const struct group *group, const struct group *baseline, gsl_rng *rng,
	double (*figure)(const struct observation *))
{
	double above = 0, above_ops = 0, below = 0, below_ops = 0;
	const struct observation *a, *b;
	for (size_t i = 0; i < group->n; i++) {
		size_t pick = rng ? gsl_rng_uniform_int(rng, group->n) : i;
		const struct observation *o = &group->all[pick];
		if (!group_pair(baseline, o->block, &a, &b))
			continue;
		above += figure(o);
		above_ops += o->ops;
		below += figure(a) + figure(b);
		below_ops += a->ops + b->ops;
	}
	return below > 0 && above_ops > 0 ? above / above_ops / (below / below_ops) : (double)NAN;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Percentile bootstrap over blocks, Efron & Tibshirani 1993, chapter 13; a fixed seed. */
static struct estimate bootstrap(const struct group *group, const struct group *baseline,
	double (*figure)(const struct observation *), gsl_rng *rng, double *room)
{
	struct estimate e = { resampled(group, baseline, NULL, figure), (double)NAN, (double)NAN };
	if (estimate_sign_rank(group->n, CONFIDENCE) == 0 || isnan(e.value))
		return e;
	for (size_t i = 0; i < RESAMPLES; i++)
		room[i] = resampled(group, baseline, rng, figure);
	qsort(room, RESAMPLES, sizeof *room, ascending);
	e.lo = room[(size_t)(RESAMPLES * (1 - CONFIDENCE) / 2)];
	e.hi = room[(size_t)(RESAMPLES * (1 + CONFIDENCE) / 2) - 1];
	return e;
}

int summary_accounts(
	const struct dataset *dataset, const struct group *group, struct accounts *accounts)
{
	const struct group *baseline = dataset_baseline(dataset, group);
	struct summary_row row;
	if (!baseline)
		return -ENOENT;
	double *room = malloc(RESAMPLES * sizeof *room);
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	int error = room && rng ? summary_of(dataset, group, 0, &row) : -ENOMEM;
	if (!error) {
		accounts->wall =
			(struct estimate){ row.slowdown, row.slowdown_lo, row.slowdown_hi };
		accounts->tracee_user = bootstrap(group, baseline, tracee_user, rng, room);
		accounts->both_user = bootstrap(group, baseline, both_user, rng, room);
		accounts->tracee_cpu = bootstrap(group, baseline, tracee_cpu, rng, room);
		accounts->both_cpu = bootstrap(group, baseline, both_cpu, rng, room);
	}
	free(room);
	gsl_rng_free(rng);
	return error;
}

int summary_ratio(const struct group *a, const struct group *b, struct estimate *ratio)
{
	double *logs = malloc((a->n ? a->n : 1) * sizeof *logs);
	if (!logs)
		return -ENOMEM;
	size_t n = 0;
	for (size_t i = 0; i < a->n; i++) {
		const struct observation *o = group_at(b, a->all[i].block);
		if (o && !a->all[i].second)
			logs[n++] = log(per_op(&a->all[i])) - log(per_op(o));
	}
	*ratio = estimate_exp(estimate_median(logs, n, CONFIDENCE));
	free(logs);
	return 0;
}

/* The index of the size at which the median rises through 1 for good, with the smaller one below;
 * 0 where it does not. */
static size_t crossing(const struct size_ratio *ratios, size_t n)
{
	for (size_t i = n; i-- > 1;) {
		if (isnan(ratios[i - 1].ratio.value) || !(ratios[i].ratio.value >= 1))
			return 0;
		if (ratios[i - 1].ratio.value < 1)
			return i;
	}
	return 0;
}

struct estimate summary_crossover(const struct size_ratio *ratios, size_t n)
{
	struct estimate e = { (double)NAN, (double)NAN, (double)NAN };
	size_t at = crossing(ratios, n);
	if (at == 0)
		return e;
	double below = log(ratios[at - 1].ratio.value), above = log(ratios[at].ratio.value);
	e.value = exp(log(ratios[at - 1].size) +
		      log(ratios[at].size / ratios[at - 1].size) * -below / (above - below));
	for (size_t i = at; i-- > 0 && isnan(e.lo);)
		if (ratios[i].ratio.hi < 1)
			e.lo = ratios[i].size;
	for (size_t i = at; i < n && isnan(e.hi); i++)
		if (ratios[i].ratio.lo > 1)
			e.hi = ratios[i].size;
	return e;
}
