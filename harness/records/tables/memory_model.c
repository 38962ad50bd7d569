#include "records/rows.h"

TABLE(memory_table, memory_row, MEMORY_COLUMNS, .name = "memory-model.csv");
