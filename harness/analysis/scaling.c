#include <math.h>

#include "scaling.h"

double scaling_saturation(const struct scaling_point *points, size_t n)
{
	double saturated = (double)NAN, fastest = INFINITY; /* of the larger ones */
	for (size_t i = n; i-- > 0;) {
		if (i + 1 < n && points[i].ns_per_call <= SCALING_GROWTH * fastest)
			saturated = points[i].tasks;
		fastest = fmin(fastest, points[i].ns_per_call);
	}
	return saturated;
}
