/* Finds the size above which one of two methods is faster. */
#ifndef TRACETAX_CROSSOVER_H
#define TRACETAX_CROSSOVER_H

#include "estimators.h"

/* A size, and the ratio t_a / t_b measured there. */
struct size_ratio {
	double size;
	struct estimate ratio;
};
/* Returns the size in bytes from which b is faster than a: where the median ratio, interpolated
 * on logarithmic axes, rises through 1 and stays above. Between two sizes this is a guess, as a
 * cost may rise in steps, so lo and hi are measured sizes (ascending order is required): the
 * nearest below at which a is certainly faster, and the nearest above at which b is. NaN if
 * there is none. */
struct estimate crossover_of(const struct size_ratio *ratios, size_t n);

#endif
