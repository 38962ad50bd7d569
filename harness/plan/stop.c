#include <math.h>
#include <stdint.h>

#include "stop.h"

/* A little beyond what the width asks for, that one more look is seldom needed; bounds, as a width
 * after few blocks is itself uncertain. */
static const double BEYOND = 1.2, AT_LEAST = 1.3, AT_MOST = 4;

static size_t whole_squares(double blocks, size_t square)
{
	return (size_t)ceil(blocks / (double)square) * square;
}

struct stop stop_new(double precision, size_t square)
{
	return (struct stop){
		.precision = precision,
		.square = square,
		.due = whole_squares(STOP_FIRST_BLOCKS, square),
	};
}

bool stop_look(struct stop *stop, size_t blocks, double half_width)
{
	if (half_width <= stop->precision)
		return true;
	double wanted = half_width / stop->precision;
	double growth = fmin(fmax(wanted * wanted * BEYOND, AT_LEAST), AT_MOST);
	stop->looks++;
	stop->due = stop->looks == STOP_LOOKS
			    ? SIZE_MAX
			    : whole_squares((double)blocks * growth, stop->square);
	return false;
}
