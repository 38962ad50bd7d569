/* What reading and writing a tracee's memory costs: a model of each method, and which to use when.
 */
#ifndef TRACETAX_MEMORY_H
#define TRACETAX_MEMORY_H

#include "crossover.h"
#include "records/rows.h"
#include "summary.h"

/* What one operation moved, and the time it took. */
struct memory_point {
	double bytes, pages, pieces, ns;
};

/* ns = fixed + byte * bytes + page * pages + piece * pieces, with no coefficient below 0: least
 * squares of the relative error (Lawson & Hanson 1974, chapter 23). Of terms that these points
 * cannot tell apart the later is left out, NaN, and the earlier stands for both; a term of 0 was
 * fitted. The errors are |predicted / measured - 1| at these same points. All NaN where there are
 * no more points than terms: such a fit is exact and says nothing. Sets the figures of `model`
 * alone. 0 or -ENOMEM. */
int memory_fit(const struct memory_point *points, size_t n, struct memory_row *model);

/* Two modes in the cells of one workload and placement. */
struct memory_pair {
	const char *workload, *placement, *from, *to;
};
enum { MEMORY_SIZES_MAX = 64 };
/* t_from / t_to at each size that has both, ascending; `ratios` has room for MEMORY_SIZES_MAX. How
 * many there are, or -ENOMEM. */
int memory_ratios(
	const struct dataset *dataset, const struct memory_pair *pair, struct size_ratio *ratios);
/* From which size on `to` is the faster (crossover_of); NaN without memory. */
struct estimate memory_crossover(const struct dataset *dataset, const struct memory_pair *pair);

/* Methods at ascending sizes, and t_a / t_b of each two at each size: of a method against itself 1,
 * NaN where one of them was not measured there. */
struct memory_contest {
	const double *sizes;
	size_t n_sizes, n_methods;
	const struct estimate *ratios; /* [n_sizes][n_methods][n_methods] */
};
/* From which size on to use a method. The crossover is that of crossover_of with the one
 * before, between the sizes at which that was chosen; all NaN in the first. */
struct memory_segment {
	size_t method;
	double first, last; /* sizes at which it was chosen */
	struct estimate from;
};
/* The fewest methods, one after the other, none of which is surely slower than another at a size
 * that it is chosen for: one is kept until another is surely faster, and then that is chosen which
 * can be kept longest, of several the faster one over these sizes. Sizes at which two have no
 * interval are left out, for nothing is sure there. `segments` has room for n_sizes. How many there
 * are. */
size_t memory_segments(const struct memory_contest *contest, struct memory_segment *segments);

#endif
