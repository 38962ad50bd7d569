/* How far the predictions of a mode are off, over all commands that were measured. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/estimators.h"
#include "derive/derivation.h"

static const double LEAST_NS = 50e6; /* shorter ones are little but start-up */
static const double CONFIDENCE = 0.95;

static bool is_judged(const struct prediction_row *row)
{
	return row->ns.value >= LEAST_NS && !isnan(row->error);
}

static bool same_mode(const struct prediction_row *a, const struct prediction_row *b)
{
	return strcmp(a->mode, b->mode) == 0 && strcmp(a->placement, b->placement) == 0;
}

/* Fills the row of the mode of all[first], whose earlier rows there are none of. `room` is for n
 * values. */
static void put(const struct prediction_row *all, size_t first, size_t n, double *room,
	struct prediction_error_row *row)
{
	size_t judged = 0;
	double largest = -1;
	memcpy(row->mode, all[first].mode, sizeof row->mode);
	memcpy(row->placement, all[first].placement, sizeof row->placement);
	for (size_t i = first; i < n; i++) {
		double error = fabs(all[i].error);
		if (!same_mode(&all[i], &all[first]) || !is_judged(&all[i]))
			continue;
		room[judged++] = error;
		if (error <= largest)
			continue;
		largest = error;
		row->largest_error = all[i].error;
		memcpy(row->largest_of, all[i].workload, sizeof row->largest_of);
	}
	row->commands = (int64_t)judged;
	row->median_error = estimate_range(room, judged, CONFIDENCE).value;
}

static bool is_first(const struct prediction_row *all, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (is_judged(&all[j]) && same_mode(&all[j], &all[i]))
			return false;
	return is_judged(&all[i]);
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	struct rows predictions = tables_rows(campaign, &predictions_table);
	const struct prediction_row *all = predictions.all;
	double *room = malloc((predictions.n + 1) * sizeof *room);
	int error = room ? 0 : -ENOMEM;
	for (size_t i = 0; i < predictions.n && !error; i++) {
		if (!is_first(all, i))
			continue;
		struct prediction_error_row *row = rows_add(rows);
		if (row)
			put(all, i, predictions.n, room, row);
		else
			error = -ENOMEM;
	}
	free(room);
	return error;
}

TABLE(prediction_errors_table, prediction_error_row, PREDICTION_ERROR_COLUMNS,
	.name = "prediction-errors.csv");

const struct derivation derivation = {
	.table = &prediction_errors_table,
	.summary = "how far off the predictions of a mode are, over all commands",
	.derive = derive,
};
