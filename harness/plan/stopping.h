/* Decides when a cell has enough blocks: by the width of its intervals, never by their position. */
#ifndef TRACETAX_STOPPING_H
#define TRACETAX_STOPPING_H

#include <stdbool.h>
#include <stddef.h>

enum { STOPPING_LOOKS = 4, STOPPING_FIRST_BLOCKS = 24 };

struct stopping {
	double precision; /* half an interval, relative to its value, such as 0.05 */
	size_t square; /* blocks in a whole square */
	size_t due; /* blocks at the next look; SIZE_MAX after the last */
	unsigned looks;
};

/* Returns the rule at its start. The first look is due after the first whole square of at least
 * STOPPING_FIRST_BLOCKS blocks. */
struct stopping stopping_new(double precision, size_t square);

/* Looks whether the widest interval is narrow enough; call it when blocks >= stopping->due. If it
 * is not, sets the next look to when it should be, as widths shrink with the square root of the
 * blocks. After STOPPING_LOOKS looks there is none: each is a chance to stop on a width that is
 * narrow by luck. */
bool stopping_look(struct stopping *stopping, size_t blocks, double half_width);

#endif
