#include "records/rows.h"

TABLE(programs_table, program_row, PROGRAM_COLUMNS, .name = "whole-program.csv",
	.needs = NEEDS("block", "mode", "placement", "calls", "wall_ns", "user_ns", "system_ns"));
