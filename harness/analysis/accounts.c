#include <errno.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

#include "accounts.h"
#include "summary.h"

static const double CONFIDENCE = 0.95;
enum { RESAMPLES = 2000 };

/* Figures of the accounts, per op. */
static double tracee_user(const struct observation *o)
{
	return (double)o->cpu[TRACEE_USER];
}

static double both_user(const struct observation *o)
{
	return tracee_user(o) + (double)o->cpu[TRACER_USER];
}

static double tracee_cpu(const struct observation *o)
{
	return (double)o->cpu[TRACEE_CPU];
}

static double both_cpu(const struct observation *o)
{
	return tracee_cpu(o) + (double)o->cpu[TRACER_CPU];
}

/* Totals of a figure per op over resampled blocks, treatment against baseline. */
static double resampled(const struct group *group, const struct group *baseline, gsl_rng *rng,
	double (*figure)(const struct observation *))
{
	double above = 0, above_ops = 0, below = 0, below_ops = 0;
	for (size_t i = 0; i < group->n; i++) {
		size_t pick = rng ? gsl_rng_uniform_int(rng, group->n) : i;
		const struct observation *o = &group->all[pick], *pair[2];
		if (!block_pair(group_block(baseline, o->block), o->position, pair))
			continue;
		double ops[] = { (double)pair[0]->ops, (double)pair[1]->ops };
		above += figure(o) * (double)o->ops;
		above_ops += (double)o->ops;
		below += figure(pair[0]) * ops[0] + figure(pair[1]) * ops[1];
		below_ops += ops[0] + ops[1];
	}
	return below > 0 && above_ops > 0 ? above / above_ops / (below / below_ops) : (double)NAN;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Of blocks in which the baseline took no time, as ticks have it. */
static double or_infinite(double ratio)
{
	return isnan(ratio) ? INFINITY : ratio;
}

/* Percentile bootstrap over blocks, Efron & Tibshirani 1993, chapter 13; a fixed seed. */
static struct estimate bootstrap(const struct group *group, const struct group *baseline,
	double (*figure)(const struct observation *), gsl_rng *rng, double *room)
{
	struct estimate e = { resampled(group, baseline, NULL, figure), (double)NAN, (double)NAN };
	if (estimate_sign_rank(group->n, CONFIDENCE) == 0 || isnan(e.value))
		return e;
	for (size_t i = 0; i < RESAMPLES; i++)
		room[i] = or_infinite(resampled(group, baseline, rng, figure));
	qsort(room, RESAMPLES, sizeof *room, ascending);
	double lo = room[(size_t)(RESAMPLES * (1 - CONFIDENCE) / 2)];
	double hi = room[(size_t)(RESAMPLES * (1 + CONFIDENCE) / 2) - 1];
	/* where one resample of forty has no tick on either side, there are too few for an interval
	 */
	if (lo > 0 && isfinite(hi)) {
		e.lo = lo;
		e.hi = hi;
	}
	return e;
}

int accounts_of(const struct dataset *dataset, const struct group *group, struct accounts *accounts)
{
	const struct group *baseline = dataset_baseline(dataset, group);
	if (!baseline)
		return -ENOENT;
	double *room = malloc(RESAMPLES * sizeof *room);
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	int error = room && rng ? 0 : -ENOMEM;
	if (!error)
		error = summary_slowdown(dataset, group, CONFIDENCE, &accounts->wall);
	if (!error) {
		accounts->tracee_user = bootstrap(group, baseline, tracee_user, rng, room);
		accounts->both_user = bootstrap(group, baseline, both_user, rng, room);
		accounts->tracee_cpu = bootstrap(group, baseline, tracee_cpu, rng, room);
		accounts->both_cpu = bootstrap(group, baseline, both_cpu, rng, room);
	}
	free(room);
	gsl_rng_free(rng);
	return error;
}
