#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "analysis/ranks.h"
#include "comparisons_rows.h"

static const double NOTHING = (double)NAN, CONFIDENCE = 0.95;
static const struct estimate NONE = { (double)NAN, (double)NAN, (double)NAN };

/* Returns a figure of one cell and mode. */
typedef struct estimate figure_of(const struct compared_row *row);

static struct estimate slowdown_of(const struct compared_row *row)
{
	return row ? row->slowdown : NONE;
}

static struct estimate ns_of(const struct compared_row *row)
{
	return row ? row->ns : NONE;
}

static struct estimate figure_in(const struct compared *campaign, struct key key, figure_of *figure)
{
	return figure(compared_row(campaign, key));
}

/* Fills in one figure of each boot of a side, as logarithms. Returns 0 or -ENOMEM. */
static int boots_of(
	const struct compared_side *side, struct key key, figure_of *figure, struct boots *boots)
{
	double *log_of = calloc(side->n + 1, sizeof *log_of);
	size_t *boot = calloc(side->n + 1, sizeof *boot), n = 0;
	for (size_t i = 0; i < side->n && log_of && boot; i++) {
		double value = figure_in(side->campaigns[i], key, figure).value;
		if (!(value > 0))
			continue;
		boot[n] = side->campaigns[i]->boot;
		log_of[n++] = log(value);
	}
	*boots = (struct boots){ log_of,
		log_of && boot ? compare_boot_medians(log_of, boot, n) : 0 };
	int error = log_of && boot ? 0 : -ENOMEM;
	free(boot);
	return error;
}

/* One figure of both sides. */
struct pair {
	double from, to; /* typical values */
	struct estimate ratio;
	double p; /* over boots */
};

static int pair_of_boots(
	const struct comparison *comparison, struct key key, figure_of *figure, struct pair *pair)
{
	struct boots a, b = { NULL, 0 };
	int error = boots_of(&comparison->a, key, figure, &a);
	if (!error)
		error = boots_of(&comparison->b, key, figure, &b);
	if (!error) {
		pair->from = compare_typical(a);
		pair->to = compare_typical(b);
		pair->ratio = compare_boots(a, b, CONFIDENCE, &pair->p);
	}
	free((double *)a.log);
	free((double *)b.log);
	return error;
}

static int pair_of(
	const struct comparison *comparison, struct key key, figure_of *figure, struct pair *pair)
{
	*pair = (struct pair){ NOTHING, NOTHING, NONE, NOTHING };
	if (comparison->by_boots)
		return pair_of_boots(comparison, key, figure, pair);
	struct estimate a = figure_in(comparison->a.campaigns[0], key, figure);
	struct estimate b = figure_in(comparison->b.campaigns[0], key, figure);
	pair->from = a.value > 0 ? a.value : NOTHING;
	pair->to = b.value > 0 ? b.value : NOTHING;
	pair->ratio = compare_ratio(a, b);
	return 0;
}

static void count_runs(
	const struct compared_side *side, struct key key, int64_t *runs, int64_t *flagged)
{
	*runs = *flagged = 0;
	for (size_t i = 0; i < side->n; i++) {
		const struct compared_row *row = compared_row(side->campaigns[i], key);
		*runs += row ? row->runs : 0;
		*flagged += row ? row->flagged : 0;
	}
}

static const char *yes_or_no(bool yes)
{
	return yes ? "yes" : "no";
}

static void put_flags(const struct comparison *comparison, struct comparison_row *row)
{
	count_runs(&comparison->a, row->key, &row->baseline_runs, &row->baseline_flagged);
	count_runs(&comparison->b, row->key, &row->runs, &row->flagged);
	strcpy(row->flags_differ,
		yes_or_no(compare_flags_differ((size_t)row->baseline_flagged,
			(size_t)row->baseline_runs, (size_t)row->flagged, (size_t)row->runs)));
}

/* Fills in by the blocks of two campaigns how probable such a difference is if there is none. */
static int put_p(const struct comparison *comparison, struct comparison_row *row)
{
	if (comparison->by_boots || isnan(row->slowdown_ratio.value))
		return 0;
	return ranks_differ(&compared_row(comparison->a.campaigns[0], row->key)->differences,
		&compared_row(comparison->b.campaigns[0], row->key)->differences, &row->p);
}

static void judge(const struct comparisons *all, const struct comparison *comparison,
	struct comparison_row *row)
{
	struct estimate ratio = row->slowdown_ratio;
	if (isnan(ratio.value))
		return;
	snprintf(row->verdict, sizeof row->verdict, "%s",
		comparison->by_boots ? estimate_verdict(ratio, comparison->margin)
				     : COMPARE_NO_VERDICT);
	if (!isnan(all->limit) && !isnan(ratio.lo))
		strcpy(row->over_limit, yes_or_no(ratio.lo > all->limit));
}

static void put_names(const struct comparison *comparison, struct comparison_row *row)
{
	memcpy(row->baseline, comparison->a.campaigns[0]->label, sizeof row->baseline);
	memcpy(row->campaign, comparison->b.campaigns[0]->label, sizeof row->campaign);
	row->baseline_boots = (int64_t)comparison->a.boots;
	row->boots = (int64_t)comparison->b.boots;
}

/* Adds the row of a cell and mode, or counts it as alone if only the baseline has it. */
static int add_row(const struct comparisons *all, struct comparison *comparison, struct key key)
{
	struct comparison_row *row = &comparison->rows[comparison->n];
	struct pair slowdown, ns;
	int error = pair_of(comparison, key, slowdown_of, &slowdown);
	if (!error)
		error = pair_of(comparison, key, ns_of, &ns);
	if (error)
		return error;
	if (isnan(slowdown.ratio.value) && isnan(ns.ratio.value)) {
		comparison->alone += !isnan(slowdown.from) || !isnan(ns.from);
		return 0;
	}
	comparison->n++;
	row_clear(&comparison_table, row);
	row->key = key;
	row->baseline_slowdown = slowdown.from;
	row->slowdown = slowdown.to;
	row->slowdown_ratio = slowdown.ratio;
	row->baseline_ns_per_call = ns.from;
	row->ns_per_call = ns.to;
	row->ns_ratio = ns.ratio;
	row->p = slowdown.p;
	put_names(comparison, row);
	put_flags(comparison, row);
	error = put_p(comparison, row);
	judge(all, comparison, row);
	return error;
}

/* Tells whether one of the first n campaigns of a side has a cell and mode. */
static bool has(const struct compared_side *side, size_t n, struct key key)
{
	for (size_t i = 0; i < n; i++)
		if (compared_row(side->campaigns[i], key))
			return true;
	return false;
}

static int add_rows(const struct comparisons *all, struct comparison *comparison)
{
	const struct compared_side *side = &comparison->a;
	int error = 0;
	for (size_t i = 0; i < side->n; i++)
		for (size_t j = 0; j < side->campaigns[i]->n && !error; j++)
			if (!has(side, i, side->campaigns[i]->rows[j].key))
				error = add_row(all, comparison, side->campaigns[i]->rows[j].key);
	return error;
}

/* Counts what the other side has alone. */
static void count_alone(struct comparison *comparison)
{
	const struct compared_side *side = &comparison->b;
	for (size_t i = 0; i < side->n; i++)
		for (size_t j = 0; j < side->campaigns[i]->n; j++) {
			struct key key = side->campaigns[i]->rows[j].key;
			bool seen = has(side, i, key);
			comparison->alone += !seen && !has(&comparison->a, comparison->a.n, key);
		}
}

static size_t keys_of(const struct compared_side *side)
{
	size_t n = 0;
	for (size_t i = 0; i < side->n; i++)
		n += side->campaigns[i]->n;
	return n;
}

static double margin_of(const struct compared_side *side, double margin)
{
	for (size_t i = 0; i < side->n; i++)
		margin = fmax(margin, load_margin(&side->campaigns[i]->loaded));
	return margin;
}

/* By cell, then by what the mode costs the baseline. */
static int for_people(const void *a, const void *b)
{
	const struct comparison_row *x = a, *y = b;
	int order = key_order_cells(&x->key, &y->key);
	double p = isnan(x->baseline_slowdown) ? 0 : x->baseline_slowdown;
	double q = isnan(y->baseline_slowdown) ? 0 : y->baseline_slowdown;
	return order ? order : (p > q) - (p < q);
}

int comparison_fill(const struct comparisons *all, struct comparison *comparison)
{
	comparison->rows = calloc(keys_of(&comparison->a) + 1, sizeof *comparison->rows);
	if (!comparison->rows)
		return -ENOMEM;
	comparison->margin = margin_of(&comparison->a, margin_of(&comparison->b, 0));
	int error = add_rows(all, comparison);
	count_alone(comparison);
	if (comparison->n > 0)
		qsort(comparison->rows, comparison->n, sizeof *comparison->rows, for_people);
	return error;
}
