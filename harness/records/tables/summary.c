#include "records/rows.h"

TABLE(summary_table, summary_row, SUMMARY_COLUMNS, .name = "summary.csv");
