#include "records/rows.h"

TABLE(counters_table, counter_row, COUNTER_COLUMNS, .name = "counters.csv",
	.needs = NEEDS("event", "status"));
