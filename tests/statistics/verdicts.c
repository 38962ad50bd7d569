/* verdicts: what the verdicts of one campaign with many rows find, and how many of them are wrong.
 * Campaigns are made up, 60 cells of 5 modes in 18 blocks each. The order of the runs, the estimate
 * and what is settled for the table as a whole are the real ones; only the times are made up. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/judgement.h"
#include "arguments.h"
#include "plan/schedule.h"
#include "simulated.h"

static const double RATE = 0.05, POWER = 0.70, SLOWER = 1.05;
static const double margins[] = { 0.05, 0.02 }; /* of a virtual machine, and of metal */

/* What was said of some tables: rows that are slower, faster or equivalent, by right and by wrong.
 */
struct found {
	double with_false; /* tables in which a row without a difference is called slower or faster
			    */
	double wrong_off, wrong_equivalent; /* sums over tables of the share of wrong ones */
	double slower, equivalent, bonferroni; /* right ones; the last in another judgement */
};

static bool says(const struct summary_row *row, const char *word)
{
	return strcmp(row->verdict, word) == 0;
}

static struct summary_row row_of(
	const struct dataset *dataset, size_t i, const struct judgement *judgement)
{
	const struct group *group = simulated_group(dataset, i);
	struct summary_row row;
	if (!group || summary_of(dataset, group, judgement, &row) < 0)
		abort();
	return row;
}

static double share(double wrong, double right)
{
	return wrong > 0 ? wrong / (wrong + right) : 0;
}

static void judge_table(
	const struct dataset *dataset, bool slower, double margin, struct found *found)
{
	double joint = estimate_joint(0.95, ROWS + CELLS);
	struct judgement whole, bonferroni = { margin, joint, joint };
	double off[2] = { 0 }, equivalent[2] = { 0 }; /* wrong, right */
	if (judgement_of(dataset, margin, &whole) < 0)
		abort();
	for (size_t i = 0; i < ROWS; i++) {
		struct summary_row row = row_of(dataset, i, &whole);
		bool differs = slower && simulated_is_slower(i);
		off[differs && says(&row, "slower")] +=
			says(&row, "slower") || says(&row, "faster");
		equivalent[!differs || SLOWER <= 1 + margin] += says(&row, "equivalent");
		row = row_of(dataset, i, &bonferroni);
		found->bonferroni += differs && says(&row, "slower");
	}
	found->with_false += off[0] > 0;
	found->wrong_off += share(off[0], off[1]);
	found->wrong_equivalent += share(equivalent[0], equivalent[1]);
	found->slower += off[1];
	found->equivalent += equivalent[1];
}

static struct found judge(const struct simulated *like, double margin, size_t tables, gsl_rng *rng)
{
	struct found found = { 0 };
	for (size_t i = 0; i < tables; i++) {
		struct dataset dataset = { 0 };
		for (size_t cell = 0; cell < CELLS; cell++)
			simulated_cell(like, cell, rng, &dataset);
		judge_table(&dataset, like->slower, margin, &found);
		dataset_free(&dataset);
	}
	return found;
}

/* Prints a row. Much is asked for where errors are independent, of 3 %. */
static bool report(const struct scenario *scenario, double margin, size_t tables, gsl_rng *rng)
{
	struct found none = judge(&(struct simulated){ scenario, false }, margin, tables, rng);
	struct found some = judge(&(struct simulated){ scenario, true }, margin, tables, rng);
	double n = (double)tables, tenth = n * ROWS / TENTH;
	double slack = 3 * sqrt(RATE * (1 - RATE) / n);
	bool good = none.with_false / n <= RATE + slack && some.wrong_off / n <= RATE + slack &&
		    some.wrong_equivalent / n <= RATE + slack &&
		    (scenario != scenarios || some.slower / tenth >= POWER);
	printf("| %s | %.0f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%s\n",
		scenario->name, 100 * margin, 100 * none.with_false / n,
		100 * none.equivalent / n / ROWS, 100 * some.slower / tenth,
		100 * some.wrong_off / n, 100 * some.equivalent / (n * ROWS - tenth),
		100 * some.wrong_equivalent / n, 100 * some.bonferroni / tenth,
		good ? "" : " <- outside the limits");
	fflush(stdout);
	return good;
}

int main(int argc, char **argv)
{
	struct arguments arguments = { 40, 1, false };
	arguments_take(argc, argv, "tables", "campaigns of each kind (40)",
		"What the verdicts of a table of 300 rows find.\v"
		"Exit status: 0 all is within the limits, 1 it is not, 2 usage.",
		&arguments);
	gsl_rng *rng = schedule_rng(arguments.seed);
	if (!rng)
		return 2;
	puts("| noise | margin | tables with a false finding, of those without a difference | "
	     "their rows called equivalent | found, of 5 % in a tenth of the rows | of these false "
	     "| the others called equivalent | of these false | found by Bonferroni |\n"
	     "|---|--:|--:|--:|--:|--:|--:|--:|--:|");
	bool good = true;
	for (size_t i = 0; scenarios[i].name && (i == 0 || !arguments.first); i++)
		for (size_t j = 0; j < sizeof margins / sizeof *margins; j++)
			good &= report(&scenarios[i], margins[j], arguments.repetitions, rng);
	gsl_rng_free(rng);
	return good ? 0 : 1;
}
