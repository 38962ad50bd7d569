/* From which size on one of two methods is the faster. */
#ifndef TRACETAX_CROSSOVER_H
#define TRACETAX_CROSSOVER_H

#include "estimators.h"

/* One size and the ratio t_a / t_b measured there. */
struct size_ratio {
	double size;
	struct estimate ratio;
};
/* The size in bytes from which b is faster than a: where the median ratio, interpolated on
 * logarithmic axes, rises through 1 and stays above. What lies between two sizes is a guess (a cost
 * may rise in steps), so lo and hi are sizes that were measured (ascending): the nearest below at
 * which a is surely faster, and the nearest above at which b is. NaN where there is none. */
struct estimate crossover_of(const struct size_ratio *ratios, size_t n);

#endif
