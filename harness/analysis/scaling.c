#include <math.h>
#include <stdbool.h>

#include "scaling.h"

/* Goes from the largest number down: `fastest` holds the shortest times of the larger numbers, and
 * the shortest ends of their intervals. A missing interval makes nothing certain. */
struct saturation scaling_saturation(const struct scaling_point *points, size_t n)
{
	struct saturation saturation = { (double)NAN, (double)NAN, (double)NAN };
	struct estimate fastest = { INFINITY, INFINITY, INFINITY };
	bool known = true; /* all larger numbers have intervals */
	for (size_t i = n; i-- > 0;) {
		const struct estimate *ns = &points[i].ns;
		if (i + 1 < n && ns->value <= SCALING_GROWTH * fastest.value) {
			saturation.tasks = points[i].tasks;
			saturation.not_yet = (double)NAN; /* only smaller numbers count */
		}
		if (i + 1 < n && known && ns->hi <= SCALING_GROWTH * fastest.lo)
			saturation.surely = points[i].tasks;
		if (ns->lo > SCALING_GROWTH * fastest.hi && isnan(saturation.not_yet))
			saturation.not_yet = points[i].tasks;
		fastest.value = fmin(fastest.value, ns->value);
		fastest.lo = fmin(fastest.lo, ns->lo);
		fastest.hi = fmin(fastest.hi, ns->hi);
		known &= !isnan(ns->lo);
	}
	return saturation;
}
