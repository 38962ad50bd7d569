/* When a cell has been measured enough: on the width of its intervals, never on what they say. */
#ifndef TRACETAX_STOPPING_H
#define TRACETAX_STOPPING_H

#include <stdbool.h>
#include <stddef.h>

enum { STOPPING_LOOKS = 4, STOPPING_FIRST_BLOCKS = 24 };

struct stopping {
	double precision; /* half an interval, relative to its value: 0.05 */
	size_t square; /* blocks in a whole square */
	size_t due; /* blocks at the next look; SIZE_MAX after the last */
	unsigned looks;
};

/* The first look is at the first whole square of at least STOPPING_FIRST_BLOCKS blocks. */
struct stopping stopping_new(double precision, size_t square);

/* A look, taken where blocks >= stopping->due: whether the widest interval is narrow enough. If
 * not, the next one is due when it should be, by the square root of the blocks; after
 * STOPPING_LOOKS there is none, as each look is a chance to stop on a width that is narrow by luck.
 */
bool stopping_look(struct stopping *stopping, size_t blocks, double half_width);

#endif
