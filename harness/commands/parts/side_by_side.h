/* Shows several comparisons with one baseline beside each other. */
#ifndef TRACETAX_SIDE_BY_SIDE_H
#define TRACETAX_SIDE_BY_SIDE_H

#include "derive/comparisons.h"
#include "report/grid/sheet.h"

enum { SIDE_BY_SIDE_MAX = 12 };

/* Prints a line for each cell and mode in which one of them differs, or with `every`, for each; by
 * the largest difference. What comes after `most` lines is counted. */
void side_by_side_print(
	const struct comparisons *all, bool every, size_t most, struct sheet *sheet);

#endif
