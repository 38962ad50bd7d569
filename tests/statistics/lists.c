/* lists: what a comparison of two campaigns finds among many rows. Pairs of campaigns are made up,
 * 60 cells of 5 modes in 18 blocks each. The order of the runs, the pairs, the test and what is
 * decided for the list as a whole are the real ones; only the times are made up. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "analysis/ranks.h"
#include "analysis/summary.h"
#include "arguments.h"
#include "plan/schedule.h"
#include "simulated.h"

static const double RATE = 0.05, POWER = 0.80, CONFIDENCE = 0.95;

/* Returns the probability of a row, and whether the interval that holds for all rows leaves 1 out.
 */
static double row_of(const struct dataset *a, const struct dataset *b, size_t row, bool *joint)
{
	const struct dataset *both[] = { a, b };
	const double confidence = estimate_joint(CONFIDENCE, ROWS);
	struct sample samples[2];
	struct estimate e[2];
	double p;
	for (int i = 0; i < 2; i++)
		if (summary_differences(both[i], simulated_group(both[i], row), &samples[i]) < 0 ||
			estimate_median(&samples[i], 1, &confidence, &e[i]) < 0)
			abort();
	if (ranks_differ(&samples[0], &samples[1], &p) < 0)
		abort();
	*joint = compare_is_off(compare_ratio(estimate_exp(e[0]), estimate_exp(e[1])));
	free((double *)samples[0].x);
	free((double *)samples[1].x);
	return p;
}

/* What was found in some lists. */
struct found {
	size_t lists, with_false, right, wrong, joint;
	double share_wrong; /* sum over lists of the share of wrong ones among those marked */
};

static void make_list(const struct simulated sides[2], gsl_rng *rng, double *p, bool *joint)
{
	for (size_t cell = 0; cell < CELLS; cell++) {
		struct dataset a = { 0 }, b = { 0 };
		simulated_cell(&sides[0], cell, rng, &a);
		simulated_cell(&sides[1], cell, rng, &b);
		for (size_t mode = 0; mode < MODES; mode++) {
			size_t row = cell * MODES + mode;
			p[row] = row_of(&a, &b, row, &joint[row]);
		}
		dataset_free(&a);
		dataset_free(&b);
	}
}

static void judge_list(const struct simulated sides[2], gsl_rng *rng, struct found *found)
{
	double p[ROWS];
	bool joint[ROWS], marked[ROWS];
	size_t right = 0, wrong = 0;
	make_list(sides, rng, p, joint);
	if (compare_discoveries(p, ROWS, RATE, marked) < 0)
		abort();
	for (size_t row = 0; row < ROWS; row++) {
		bool differs = sides[1].slower && simulated_is_slower(row);
		right += marked[row] && differs;
		wrong += marked[row] && !differs;
		found->joint += joint[row] && differs;
	}
	found->lists++;
	found->right += right;
	found->wrong += wrong;
	found->with_false += wrong > 0;
	found->share_wrong += wrong ? (double)wrong / (double)(right + wrong) : 0;
}

static struct found judge(const struct simulated sides[2], size_t lists, gsl_rng *rng)
{
	struct found found = { 0 };
	for (size_t i = 0; i < lists; i++)
		judge_list(sides, rng, &found);
	return found;
}

/* Prints a row. Power is asked for where errors are independent, of 3 %. */
static bool report(const struct scenario *a, const struct scenario *b, size_t lists, gsl_rng *rng,
	double slack)
{
	struct found none = judge((struct simulated[]){ { a, false }, { b, false } }, lists, rng);
	struct found some = judge((struct simulated[]){ { a, false }, { b, true } }, lists, rng);
	double n = (double)lists, slower = n * ROWS / TENTH;
	double with_false = (double)none.with_false / n, power = (double)some.right / slower;
	bool good = with_false <= RATE + slack && some.share_wrong / n <= RATE + slack &&
		    (a != scenarios || b != scenarios || power >= POWER - slack / 3);
	printf("| %s | %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%s\n", a->name, b->name,
		100 * with_false, 100 * power, 100 * some.share_wrong / n,
		100 * (double)some.joint / slower, good ? "" : " <- outside the limits");
	fflush(stdout);
	return good;
}

int main(int argc, char **argv)
{
	struct arguments arguments = { 400, 1, false };
	arguments_take(argc, argv, "lists", "pairs of campaigns of each kind (400)",
		"What a comparison finds in lists of 300 rows.\v"
		"Exit status: 0 all is within the limits, 1 it is not, 2 usage.",
		&arguments);
	gsl_rng *rng = schedule_rng(arguments.seed);
	if (!rng)
		return 2;
	/* three standard errors of the share of lists */
	double slack = 3 * sqrt(RATE * (1 - RATE) / (double)arguments.repetitions);
	puts("| baseline's noise | the other's | lists with a false finding, of those without a "
	     "difference | found, of 5 % in a tenth of the rows | of these false | found by joint "
	     "intervals |\n|---|---|--:|--:|--:|--:|");
	bool good = report(scenarios, scenarios, arguments.repetitions, rng, slack);
	for (size_t i = 1; scenarios[i].name && !arguments.first; i++) {
		good &= report(&scenarios[i], &scenarios[i], arguments.repetitions, rng, slack);
		good &= report(scenarios, &scenarios[i], arguments.repetitions, rng, slack);
	}
	gsl_rng_free(rng);
	return good ? 0 : 1;
}
