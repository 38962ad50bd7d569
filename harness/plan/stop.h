/* When a cell has been measured enough: on the width of its intervals, never on what they say. */
#ifndef TRACETAX_STOP_H
#define TRACETAX_STOP_H

#include <stdbool.h>
#include <stddef.h>

enum { STOP_LOOKS = 4, STOP_FIRST_BLOCKS = 24 };

struct stop {
	double precision; /* half an interval, relative to its value: 0.05 */
	size_t square; /* blocks in a whole square */
	size_t due; /* blocks at the next look; SIZE_MAX after the last */
	unsigned looks;
};

/* The first look is at the first whole square of at least STOP_FIRST_BLOCKS blocks. */
struct stop stop_new(double precision, size_t square);

/* A look, taken where blocks >= stop->due: whether the widest interval is narrow enough. If not,
 * the next one is due when it should be, by the square root of the blocks; after STOP_LOOKS there
 * is none, as each look is a chance to stop on a width that is narrow by luck. */
bool stop_look(struct stop *stop, size_t blocks, double half_width);

#endif
