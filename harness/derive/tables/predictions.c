#include "derive/predictions.h"

static int derive(const struct loaded *campaign, struct rows *rows)
{
	return predictions_add(campaign, tables_rows(campaign, &costs_table), rows);
}

TABLE(predictions_table, prediction_row, PREDICTION_COLUMNS, .name = "predictions.csv");

const struct derivation derivation = {
	.table = &predictions_table,
	.summary = "the slowdown of commands that costs.csv predicts, beside what was measured",
	.derive = derive,
};
