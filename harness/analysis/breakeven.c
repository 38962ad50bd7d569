#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "breakeven.h"

static const double CONFIDENCE = 0.95;

/* Stands for "no number of calls is enough" in a sample, whose estimators take no infinity. The
 * mean of a few values that include one of these is above MOST still. */
static const double NEVER = 1e18, MOST = 1e12;

static const struct estimate NONE = { (double)NAN, (double)NAN, (double)NAN };

/* Returns the time to attach in a run. Where nothing was timed, something in the program or in
 * front of it did the work, and its exec took so much longer than the baseline's nearest two. */
static double once(
	const struct dataset *dataset, const struct group *group, const struct observation *run)
{
	const struct group *baseline = dataset_baseline(dataset, group);
	const struct observation *pair[2];
	if (!isnan(run->attach))
		return (double)run->attach;
	if (!baseline || !block_pair(group_block(baseline, run->block), run->position, pair))
		return (double)NAN;
	return (double)run->exec - ((double)pair[0]->exec + (double)pair[1]->exec) / 2;
}

static double calls_of(double attach, double saved)
{
	return saved > 0 ? fmin(attach / saved, NEVER) : NEVER;
}

/* The three figures of each block. */
struct samples {
	double *attach, *saved, *calls;
	size_t n;
};

static int samples_new(size_t n, struct samples *samples)
{
	double *all = malloc((3 * n + 1) * sizeof *all);
	*samples = (struct samples){ all, all + n, all + 2 * n, 0 };
	return all ? 0 : -ENOMEM;
}

/* Collects the blocks that have both; returns false if one of them lacks the time to attach. */
static bool collect(const struct dataset *dataset, const struct group *mode,
	const struct group *other, struct samples *samples)
{
	double calls_per_op = mode->totals.calls / mode->totals.ops;
	for (size_t i = 0; i < mode->n; i++) {
		const struct observation *run = &mode->all[i];
		struct block runs = group_block(other, run->block);
		if (runs.n == 0 || (i > 0 && run[-1].block == run->block))
			continue;
		size_t n = samples->n++;
		samples->attach[n] = once(dataset, mode, run) - once(dataset, other, runs.runs);
		samples->saved[n] = (runs.runs->wall - run->wall) / calls_per_op;
		samples->calls[n] = calls_of(samples->attach[n], samples->saved[n]);
		if (isnan(samples->attach[n]))
			return false;
	}
	return true;
}

static double bounded(double calls)
{
	return calls < MOST ? fmax(calls, 0) : (double)NAN;
}

static int estimate(const struct samples *samples, struct breakeven *breakeven)
{
	const struct sample attach = { samples->attach, samples->n, 1 };
	const struct sample saved = { samples->saved, samples->n, 1 };
	const struct sample calls = { samples->calls, samples->n, 1 };
	struct estimate e;
	if (estimate_median(&attach, 1, &CONFIDENCE, &breakeven->attach_ns) < 0 ||
		estimate_median(&saved, 1, &CONFIDENCE, &breakeven->saved_ns) < 0 ||
		estimate_median(&calls, 1, &CONFIDENCE, &e) < 0)
		return -ENOMEM;
	breakeven->calls = (struct estimate){ bounded(e.value), bounded(e.lo), bounded(e.hi) };
	return 0;
}

int breakeven_of(const struct dataset *dataset, const struct group *mode, const struct group *other,
	struct breakeven *breakeven)
{
	struct samples samples;
	int error = samples_new(mode->n, &samples);
	*breakeven = (struct breakeven){ NONE, NONE, NONE };
	if (!error && collect(dataset, mode, other, &samples))
		error = estimate(&samples, breakeven);
	free(samples.attach);
	return error;
}

const char *breakeven_verdict(const struct breakeven *breakeven)
{
	if (isnan(breakeven->saved_ns.lo))
		return "";
	if (isnan(breakeven->calls.hi))
		return "inconclusive";
	return breakeven->calls.hi <= 0 ? "at once" : "later";
}
