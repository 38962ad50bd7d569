#include "records/rows.h"

TABLE(filters_table, filter_row, FILTER_COLUMNS, .name = "filters.csv",
	.needs = NEEDS("mode", "workload", "call"));
