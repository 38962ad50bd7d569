#include "records/rows.h"

TABLE(comparison_table, comparison_row, COMPARISON_COLUMNS, .name = "comparison.csv");
