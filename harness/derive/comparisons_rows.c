#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "analysis/ranks.h"
#include "analysis/summary.h"
#include "cells.h"
#include "comparisons_rows.h"

static const double NOTHING = (double)NAN, CONFIDENCE = 0.95;

/* Returns the group of this mode and cell in a campaign, or NULL. */
static const struct group *group_in(const struct compared *campaign, struct key key)
{
	return dataset_group(campaign->loaded.dataset, key);
}

static double slowdown_in(const struct compared *campaign, struct key key)
{
	/* a baseline's own row is the A/A test, which concerns its campaign alone */
	bool control = cells_is_baseline(&campaign->loaded, key);
	const struct summary_row *row = control ? NULL : cells_row(&campaign->loaded, key);
	return row ? row->slowdown.value : NOTHING;
}

static double ns_in(const struct compared *campaign, struct key key)
{
	const struct summary_row *row = cells_row(&campaign->loaded, key);
	return row ? row->ns_per_call.value : NOTHING;
}

/* Returns a figure of one mode in one cell of a campaign; NaN if there is none. */
typedef double figure_in(const struct compared *campaign, struct key key);

/* One figure of each boot of a side, as logarithms. */
struct figures {
	double log[COMPARED_MAX];
	size_t n;
};

static struct figures figures_of(
	const struct compared_side *side, struct key key, figure_in *figure)
{
	struct figures figures = { .n = 0 };
	size_t boots[COMPARED_MAX];
	for (size_t i = 0; i < side->n; i++) {
		double value = figure(side->campaigns[i], key);
		if (!(value > 0))
			continue;
		boots[figures.n] = side->campaigns[i]->boot;
		figures.log[figures.n++] = log(value);
	}
	figures.n = compare_boot_medians(figures.log, boots, figures.n);
	return figures;
}

/* Returns the ratio without its interval; NaN if a side lacks the figure. */
static double ratio_of(const struct comparison *comparison, struct key key, figure_in *figure,
	double *from, double *to)
{
	struct figures a = figures_of(&comparison->a, key, figure);
	struct figures b = figures_of(&comparison->b, key, figure);
	size_t least = comparison->by_boots ? COMPARE_BOOTS_MIN : 1;
	*from = compare_typical((struct boots){ a.log, a.n });
	*to = compare_typical((struct boots){ b.log, b.n });
	return a.n >= least && b.n >= least ? *to / *from : NOTHING;
}

static void count_runs(
	const struct compared_side *side, struct key key, int64_t *runs, int64_t *flagged)
{
	*runs = *flagged = 0;
	for (size_t i = 0; i < side->n; i++) {
		const struct group *group = group_in(side->campaigns[i], key);
		if (!group)
			continue;
		const struct group *baseline =
			dataset_baseline(side->campaigns[i]->loaded.dataset, group);
		*runs += (int64_t)group->n;
		*flagged += (int64_t)group->flagged;
		if (baseline && baseline != group) {
			*runs += (int64_t)baseline->n;
			*flagged += (int64_t)baseline->flagged;
		}
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

/* Fills what both sides have of one mode and cell, before any interval. Returns false if that is
 * nothing. */
static bool begin_row(
	const struct comparison *comparison, struct key key, struct comparison_row *row)
{
	row_clear(&comparison_table, row);
	row->key = key;
	row->slowdown_ratio.value =
		ratio_of(comparison, key, slowdown_in, &row->baseline_slowdown, &row->slowdown);
	row->ns_ratio.value =
		ratio_of(comparison, key, ns_in, &row->baseline_ns_per_call, &row->ns_per_call);
	if (isnan(row->slowdown_ratio.value) && isnan(row->ns_ratio.value))
		return false;
	memcpy(row->baseline, comparison->a.campaigns[0]->label, sizeof row->baseline);
	memcpy(row->campaign, comparison->b.campaigns[0]->label, sizeof row->campaign);
	row->baseline_boots = (int64_t)comparison->a.boots;
	row->boots = (int64_t)comparison->b.boots;
	put_flags(comparison, row);
	return true;
}

static bool has_any(const struct compared_side *side, size_t n, struct key key)
{
	for (size_t i = 0; i < n; i++)
		if (group_in(side->campaigns[i], key))
			return true;
	return false;
}

/* Calls each(key) for every cell and mode of a side, in the order for people. */
static int each_key(const struct compared_side *side, void (*each)(struct comparison *, struct key),
	struct comparison *comparison)
{
	for (size_t i = 0; i < side->n; i++) {
		const struct loaded *loaded = &side->campaigns[i]->loaded;
		const struct summary_row **rows = cells_sorted(loaded);
		if (!rows)
			return -ENOMEM;
		for (size_t j = 0; j < tables_rows(loaded, &summary_table).n; j++)
			if (!has_any(side, i, rows[j]->key))
				each(comparison, rows[j]->key);
		free(rows);
	}
	return 0;
}

static void take(struct comparison *comparison, struct key key)
{
	struct comparison_row *row = &comparison->rows[comparison->n];
	if (begin_row(comparison, key, row))
		comparison->n++;
	else if (!isnan(row->baseline_slowdown) || !isnan(row->baseline_ns_per_call))
		comparison->alone++;
}

static void count_alone(struct comparison *comparison, struct key key)
{
	comparison->alone += !has_any(&comparison->a, comparison->a.n, key);
}

static size_t groups_of(const struct compared_side *side)
{
	size_t n = 0;
	for (size_t i = 0; i < side->n; i++)
		n += tables_rows(&side->campaigns[i]->loaded, &summary_table).n;
	return n;
}

static double margin_of(const struct compared_side *side, double margin)
{
	for (size_t i = 0; i < side->n; i++)
		margin = fmax(margin, load_margin(&side->campaigns[i]->loaded));
	return margin;
}

static int begin(struct comparison *comparison)
{
	comparison->rows = calloc(groups_of(&comparison->a) + 1, sizeof *comparison->rows);
	if (!comparison->rows)
		return -ENOMEM;
	comparison->margin = margin_of(&comparison->a, margin_of(&comparison->b, 0));
	int error = each_key(&comparison->a, take, comparison);
	return error ? error : each_key(&comparison->b, count_alone, comparison);
}

/* The two intervals of one row. */
struct ratios {
	struct estimate slowdown, ns;
};

static void ratios_of_campaigns(
	const struct comparison *comparison, struct key key, struct ratios *ratios)
{
	const struct summary_row *a = cells_row(&comparison->a.campaigns[0]->loaded, key);
	const struct summary_row *b = cells_row(&comparison->b.campaigns[0]->loaded, key);
	ratios->slowdown = compare_ratio(cells_slowdown(a), cells_slowdown(b));
	ratios->ns = compare_ratio(cells_ns(a), cells_ns(b));
}

/* Fills in by the blocks of two campaigns how probable such a difference is if there is none. */
static int put_p(const struct comparison *comparison, struct comparison_row *row)
{
	const struct compared *both[] = { comparison->a.campaigns[0], comparison->b.campaigns[0] };
	struct sample samples[2] = { { NULL, 0, 1 }, { NULL, 0, 1 } };
	int error = isnan(row->slowdown_ratio.value) ? -ENODATA : 0;
	for (int i = 0; i < 2 && !error; i++)
		error = summary_differences(
			both[i]->loaded.dataset, group_in(both[i], row->key), &samples[i]);
	if (!error)
		error = ranks_differ(&samples[0], &samples[1], &row->p);
	free((double *)samples[0].x);
	free((double *)samples[1].x);
	return error == -ENODATA ? 0 : error;
}

static struct estimate ratio_of_boots(
	const struct comparison *comparison, struct key key, figure_in *figure, double *p)
{
	struct figures a = figures_of(&comparison->a, key, figure);
	struct figures b = figures_of(&comparison->b, key, figure);
	return compare_boots(
		(struct boots){ a.log, a.n }, (struct boots){ b.log, b.n }, CONFIDENCE, p);
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

static int finish_row(const struct comparisons *all, const struct comparison *comparison,
	struct comparison_row *row)
{
	struct ratios ratios;
	double p_ns;
	int error = 0;
	if (comparison->by_boots) {
		ratios.slowdown = ratio_of_boots(comparison, row->key, slowdown_in, &row->p);
		ratios.ns = ratio_of_boots(comparison, row->key, ns_in, &p_ns);
	} else {
		ratios_of_campaigns(comparison, row->key, &ratios);
		error = put_p(comparison, row);
	}
	if (error)
		return error;
	if (!isnan(row->slowdown_ratio.value)) {
		row->slowdown_ratio.lo = ratios.slowdown.lo;
		row->slowdown_ratio.hi = ratios.slowdown.hi;
	}
	if (!isnan(row->ns_ratio.value)) {
		row->ns_ratio.lo = ratios.ns.lo;
		row->ns_ratio.hi = ratios.ns.hi;
	}
	judge(all, comparison, row);
	return 0;
}

int comparison_fill(const struct comparisons *all, struct comparison *comparison)
{
	int error = begin(comparison);
	for (size_t i = 0; i < comparison->n && !error; i++)
		error = finish_row(all, comparison, &comparison->rows[i]);
	return error;
}
