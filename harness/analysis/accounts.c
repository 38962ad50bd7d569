#include <errno.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "accounts.h"
#include "summary.h"

static const double CONFIDENCE = 0.95;
enum { RESAMPLES = 2000, UNITS_MAX = 512 };

/* Return one figure of the accounts, per op. */
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

/* What a unit of resampling adds to the totals: times of the mode and of its baseline, and their
 * ops. It is a block, or several neighbouring blocks if there are more than UNITS_MAX. */
struct unit {
	double above, above_ops, below, below_ops;
};

static void add_block(struct unit *unit, const struct observation *o, struct block baseline,
	double (*figure)(const struct observation *))
{
	const struct observation *pair[2];
	if (!block_pair(baseline, o->position, pair))
		return;
	double ops[] = { (double)pair[0]->ops, (double)pair[1]->ops };
	unit->above += figure(o) * (double)o->ops;
	unit->above_ops += (double)o->ops;
	unit->below += figure(pair[0]) * ops[0] + figure(pair[1]) * ops[1];
	unit->below_ops += ops[0] + ops[1];
}

/* Fills in the units of a figure; returns how many there are. */
static size_t units_of(const struct group *group, const struct group *baseline,
	double (*figure)(const struct observation *), struct unit *units)
{
	size_t joined = (group->n + UNITS_MAX - 1) / UNITS_MAX;
	memset(units, 0, UNITS_MAX * sizeof *units);
	for (size_t i = 0; i < group->n; i++) {
		const struct observation *o = &group->all[i];
		add_block(&units[i / joined], o, group_block(baseline, o->block), figure);
	}
	return joined ? (group->n + joined - 1) / joined : 0;
}

/* Returns the time per op, mode against baseline, of n units or of as many drawn from them. */
static double ratio_of(const struct unit *units, size_t n, gsl_rng *rng)
{
	struct unit sum = { 0, 0, 0, 0 };
	for (size_t i = 0; i < n; i++) {
		const struct unit *unit = &units[rng ? gsl_rng_uniform_int(rng, n) : i];
		sum.above += unit->above;
		sum.above_ops += unit->above_ops;
		sum.below += unit->below;
		sum.below_ops += unit->below_ops;
	}
	return sum.below > 0 && sum.above_ops > 0
		       ? sum.above / sum.above_ops / (sum.below / sum.below_ops)
		       : (double)NAN;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Returns infinity if no tick fell on the baseline, which leaves a resample without a ratio. */
static double or_infinite(double ratio)
{
	return isnan(ratio) ? INFINITY : ratio;
}

/* Memory of one bootstrap. */
struct room {
	gsl_rng *rng;
	struct unit units[UNITS_MAX];
	double ratios[RESAMPLES];
};

/* Returns a ratio with the percentile interval of a bootstrap over blocks (Efron & Tibshirani 1993,
 * chapter 13), with a fixed seed. */
static struct estimate bootstrap(const struct group *group, const struct group *baseline,
	double (*figure)(const struct observation *), struct room *room)
{
	size_t n = units_of(group, baseline, figure, room->units);
	struct estimate e = { ratio_of(room->units, n, NULL), (double)NAN, (double)NAN };
	if (estimate_sign_rank(n, CONFIDENCE) == 0 || isnan(e.value))
		return e;
	for (size_t i = 0; i < RESAMPLES; i++)
		room->ratios[i] = or_infinite(ratio_of(room->units, n, room->rng));
	qsort(room->ratios, RESAMPLES, sizeof *room->ratios, ascending);
	double lo = room->ratios[(size_t)(RESAMPLES * (1 - CONFIDENCE) / 2)];
	double hi = room->ratios[(size_t)(RESAMPLES * (1 + CONFIDENCE) / 2) - 1];
	/* if one resample in forty has no tick on either side, the ticks are too few for an
	 * interval */
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
	struct room *room = malloc(sizeof *room);
	gsl_rng *rng = room ? gsl_rng_alloc(gsl_rng_mt19937) : NULL;
	int error = rng ? summary_slowdown(dataset, group, CONFIDENCE, &accounts->wall) : -ENOMEM;
	if (!error) {
		room->rng = rng;
		accounts->tracee_user = bootstrap(group, baseline, tracee_user, room);
		accounts->both_user = bootstrap(group, baseline, both_user, room);
		accounts->tracee_cpu = bootstrap(group, baseline, tracee_cpu, room);
		accounts->both_cpu = bootstrap(group, baseline, both_cpu, room);
	}
	free(room);
	gsl_rng_free(rng);
	return error;
}
