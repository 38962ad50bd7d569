/* Campaigns of many rows that are made up: 60 cells of 5 modes in 18 blocks each. The order of the
 * runs is the real one; only the times are made up. */
#ifndef TRACETAX_SIMULATED_H
#define TRACETAX_SIMULATED_H

#include <stdbool.h>

#include "analysis/dataset.h"
#include "noise.h"

enum { CELLS = 60, MODES = 5, BLOCKS = 18, ROWS = CELLS * MODES, TENTH = 10 };

/* What a campaign is like: its noise, and whether a tenth of its rows is 5 % slower. */
struct simulated {
	const struct scenario *scenario;
	bool slower;
};

bool simulated_is_slower(size_t row);

/* Adds all blocks of one cell. Without memory, the program ends. */
void simulated_cell(
	const struct simulated *like, size_t cell, gsl_rng *rng, struct dataset *dataset);

/* Returns the runs of a row; NULL if there are none. */
const struct group *simulated_group(const struct dataset *dataset, size_t row);

#endif
