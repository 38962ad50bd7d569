#include "records/rows.h"

TABLE(workloads_table, workload_row, WORKLOAD_COLUMNS, .name = "workloads.csv",
	.needs = NEEDS("workload", "size"));
