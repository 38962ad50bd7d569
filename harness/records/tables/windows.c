#include "records/rows.h"

TABLE(windows_table, window_row, WINDOW_COLUMNS, .name = "windows.csv");
