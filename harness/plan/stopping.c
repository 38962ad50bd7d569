#include <math.h>
#include <stdint.h>

#include "stopping.h"

/* Aim a little beyond the width that is asked for, so that another look is seldom needed; within
 * bounds, as a width after few blocks is itself uncertain. */
static const double BEYOND = 1.2, AT_LEAST = 1.3, AT_MOST = 4;

static size_t whole_squares(double blocks, size_t square)
{
	return (size_t)ceil(blocks / (double)square) * square;
}

struct stopping stopping_new(double precision, size_t square)
{
	return (struct stopping){
		.precision = precision,
		.square = square,
		.due = whole_squares(STOPPING_FIRST_BLOCKS, square),
	};
}

bool stopping_look(struct stopping *stopping, size_t blocks, double half_width)
{
	if (half_width <= stopping->precision)
		return true;
	double wanted = half_width / stopping->precision;
	double growth = fmin(fmax(wanted * wanted * BEYOND, AT_LEAST), AT_MOST);
	stopping->looks++;
	stopping->due = stopping->looks == STOPPING_LOOKS
				? SIZE_MAX
				: whole_squares((double)blocks * growth, stopping->square);
	return false;
}
