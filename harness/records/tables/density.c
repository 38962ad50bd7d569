#include "records/rows.h"

TABLE(density_table, density_row, DENSITY_COLUMNS, .name = "density.csv");
