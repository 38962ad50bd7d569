/* coverage: how often the intervals of simulated campaigns hold the true slowdown, the rule that
 * stops them included. The order of the runs, the pairs, the estimate and the rule are the real
 * ones; only the times are made up. Beside it are the intervals of unpaired
 * means by Welch, on the same runs, and on as many taken one program after the other. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/summary.h"
#include "arguments.h"
#include "noise.h"
#include "plan/schedule.h"
#include "plan/stopping.h"
#include "unpaired.h"

enum {
	MODES = 6,
	BLOCKS_MAX = 400, /* the time that a campaign may take */
	OPS = 1000,
	RUNS = BLOCKS_MAX * (MODES + 2),
};
static const double TRUTH = 1.5, CONFIDENCE = 0.95, PRECISION = 0.01;
/* docs/method.md: what the coverage of a nominal 95 % may be. */
static const double LEAST = 0.94, MOST = 0.985;

static bool holds(struct estimate e)
{
	return e.lo <= TRUTH && TRUTH <= e.hi;
}

static struct run_row row_of(const struct slot *slot, size_t block, size_t position, double log_ns)
{
	struct run_row row;
	row_clear(&runs_table, &row);
	strcpy(row.workload, "simulated");
	strcpy(row.status, "ok");
	strcpy(row.mode, slot->role == TREATMENT ? "watched" : "untraced");
	strcpy(row.role, schedule_role_names[slot->role]);
	row.block = (int64_t)block;
	row.position = (int64_t)position;
	row.ops = row.calls = OPS;
	row.wall_ns = llround(exp(log_ns) * OPS * 100);
	return row;
}

/* The outcome of one campaign. */
struct outcome {
	struct estimate ours, unpaired;
	size_t blocks;
};

/* One mode is judged; the other five only take their time between. */
static void run_block(const struct scenario *scenario, struct sequence *sequence,
	struct noise *noise, size_t block, struct dataset *dataset, struct mean means[2])
{
	struct slot slots[SCHEDULE_SLOTS_MAX];
	size_t n = sequence_block(sequence, slots);
	for (size_t i = 0; i < n; i++) {
		bool treatment = slots[i].role == TREATMENT;
		double log_ns = scenario->next(noise) + (treatment ? log(TRUTH) : 0);
		noise->run++;
		if (treatment && slots[i].mode > 0)
			continue;
		struct run_row row = row_of(&slots[i], block, i + 1, log_ns);
		if (dataset_add(dataset, &row) < 0)
			abort();
		mean_add(&means[treatment], (double)row.wall_ns);
	}
}

static struct estimate slowdown_of(struct dataset *dataset)
{
	struct estimate slowdown;
	dataset_sort(dataset);
	const struct group *group =
		dataset_group(dataset, key_of("simulated", ABSENT, "", "watched"));
	if (summary_slowdown(dataset, group, CONFIDENCE, &slowdown) < 0)
		abort();
	return slowdown;
}

static struct noise new_noise(gsl_rng *rng)
{
	return (struct noise){ .rng = rng, .length = RUNS };
}

static struct outcome campaign(const struct scenario *scenario, gsl_rng *rng)
{
	struct outcome outcome = { .blocks = 0 };
	struct dataset dataset = { 0 };
	struct sequence sequence;
	struct mean means[2] = { { 0 } };
	struct noise noise = new_noise(rng);
	struct stopping stopping = stopping_new(PRECISION, schedule_square(MODES));
	bool enough = false;
	if (sequence_new(&sequence, gsl_rng_get(rng), MODES) < 0)
		abort();
	while (!enough && outcome.blocks < BLOCKS_MAX) {
		run_block(scenario, &sequence, &noise, ++outcome.blocks, &dataset, means);
		if (outcome.blocks < stopping.due)
			continue;
		outcome.ours = slowdown_of(&dataset);
		enough =
			stopping_look(&stopping, outcome.blocks, estimate_half_width(outcome.ours));
	}
	outcome.ours = slowdown_of(&dataset);
	outcome.unpaired = unpaired_ratio(&means[1], &means[0], CONFIDENCE);
	sequence_free(&sequence);
	dataset_free(&dataset);
	return outcome;
}

/* As many runs of the one program, then as many of the other, as a campaign of so many blocks has.
 */
static struct estimate one_after_the_other(
	const struct scenario *scenario, gsl_rng *rng, size_t blocks)
{
	struct mean means[2] = { { 0 } };
	struct noise noise = new_noise(rng);
	for (size_t i = 0; i < 2 * (MODES + 2) / 2 * blocks; i++, noise.run++) {
		bool treatment = i >= (MODES + 2) / 2 * blocks;
		double log_ns = scenario->next(&noise) + (treatment ? log(TRUTH) : 0);
		mean_add(&means[treatment], exp(log_ns));
	}
	return unpaired_ratio(&means[1], &means[0], CONFIDENCE);
}

static bool report(const struct scenario *scenario, size_t repetitions, gsl_rng *rng, double slack)
{
	size_t ours = 0, same_runs = 0, sequential = 0;
	double blocks = 0;
	for (size_t i = 0; i < repetitions; i++) {
		struct outcome outcome = campaign(scenario, rng);
		ours += holds(outcome.ours);
		same_runs += holds(outcome.unpaired);
		sequential += holds(one_after_the_other(scenario, rng, outcome.blocks));
		blocks += (double)outcome.blocks;
	}
	double n = (double)repetitions, coverage = (double)ours / n;
	bool good = coverage >= LEAST - slack && coverage <= MOST + slack;
	printf("| %s | %s | %.0f | %.1f %% | %.1f %% | %.1f %% |%s\n", scenario->name,
		scenario->summary, blocks / n, 100 * coverage, 100 * (double)same_runs / n,
		100 * (double)sequential / n, good ? "" : " <- outside the limits");
	return good;
}

int main(int argc, char **argv)
{
	struct arguments arguments = { 10000, 1, false };
	arguments_take(argc, argv, "repetitions", "campaigns of each scenario (10000)",
		"Coverage of nominal 95 % intervals on simulated campaigns.\v"
		"Exit status: 0 all within 94 to 98.5 %, 1 not all, 2 usage.",
		&arguments);
	gsl_rng *rng = schedule_rng(arguments.seed);
	if (!rng)
		return 2;
	/* three standard errors of the estimated coverage, where repetitions are few */
	double slack = arguments.repetitions < 10000
			       ? 3 * sqrt(0.05 * 0.95 / (double)arguments.repetitions)
			       : 0;
	bool good = true;
	puts("| scenario | noise | blocks | tracetax | Welch, the same runs | Welch, one after the "
	     "other |\n|---|---|--:|--:|--:|--:|");
	for (size_t i = 0; scenarios[i].name && (i == 0 || !arguments.first); i++)
		good &= report(&scenarios[i], arguments.repetitions, rng, slack);
	gsl_rng_free(rng);
	return good ? 0 : 1;
}
