#include "records/rows.h"

TABLE(calls_table, call_row, CALL_COLUMNS, .name = "calls.csv", .needs = NEEDS("workload", "call"));
