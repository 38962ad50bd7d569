#include "records/rows.h"

TABLE(modes_table, mode_row, MODE_COLUMNS, .name = "modes.csv", .needs = NEEDS("mode"));
