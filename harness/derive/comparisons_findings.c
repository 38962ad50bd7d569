#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/compare.h"
#include "comparisons.h"

struct limit_findings comparisons_over(const struct comparisons *all)
{
	struct limit_findings findings = { 0, 0, NULL };
	for (size_t i = 0; i < all->n_list; i++)
		for (size_t j = 0; j < all->list[i].n; j++) {
			const struct comparison_row *row = &all->list[i].rows[j];
			findings.judged += row->over_limit[0] != '\0';
			if (strcmp(row->over_limit, "yes") != 0)
				continue;
			findings.over++;
			if (!findings.worst ||
				row->slowdown_ratio.value > findings.worst->slowdown_ratio.value)
				findings.worst = row;
		}
	return findings;
}

double comparison_distance(const struct comparison_row *row)
{
	return is_yes(row->differs) ? fabs(log(row->slowdown_ratio.value)) : -1;
}

static void count_marked(const struct comparison_row *row, struct comparison_findings *findings)
{
	findings->slower += row->slowdown_ratio.value > 1;
	findings->faster += row->slowdown_ratio.value <= 1;
	findings->doubtful += is_yes(row->flags_differ);
	if (!findings->most || comparison_distance(row) > comparison_distance(findings->most))
		findings->most = row;
}

static bool within(struct estimate ratio, double margin)
{
	return ratio.lo >= 1 - margin && ratio.hi <= 1 + margin;
}

/* Counts a row. One that is open adds how many times the blocks it needs: an interval shrinks with
 * the root of their number, and must have room within the margin on either side. */
static void count_row(const struct comparison *comparison, const struct comparison_row *row,
	struct comparison_findings *findings, double *more)
{
	struct estimate ratio = row->slowdown_ratio;
	if (isnan(ratio.lo))
		return;
	findings->rows++;
	if (is_yes(row->differs))
		count_marked(row, findings);
	else if (within(ratio, comparison->margin))
		findings->same++;
	else
		more[findings->open++] =
			pow(log(ratio.hi / ratio.lo) / 2 / log1p(comparison->margin), 2);
}

static double median(double *x, size_t n)
{
	return n ? estimate_range(x, n, 0.95).value : (double)NAN;
}

/* A row without a slowdown is that of the baseline, which nobody watches. */
static bool is_unwatched(const struct comparison_row *row)
{
	return isnan(row->slowdown_ratio.value) && !isnan(row->ns_ratio.value);
}

static size_t rows_of(const struct comparison *list, size_t n)
{
	size_t rows = 0;
	for (size_t i = 0; i < n; i++)
		rows += list[i].n;
	return rows;
}

int comparisons_find(const struct comparison *list, size_t n, struct comparison_findings *findings)
{
	size_t rows = rows_of(list, n), n_unwatched = 0;
	double *more = malloc(2 * (rows + 1) * sizeof *more);
	if (!more)
		return -ENOMEM;
	double *unwatched = more + rows + 1;
	*findings = (struct comparison_findings){ .rows = 0 };
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < list[i].n; j++) {
			const struct comparison_row *row = &list[i].rows[j];
			count_row(&list[i], row, findings, more);
			if (is_unwatched(row))
				unwatched[n_unwatched++] = row->ns_ratio.value;
		}
	findings->unwatched = median(unwatched, n_unwatched);
	findings->more = median(more, findings->open);
	free(more);
	return 0;
}
