/* What it costs to read and write a tracee's memory: a model of each method, and when to use
 * which. */
#ifndef TRACETAX_MEMORY_H
#define TRACETAX_MEMORY_H

#include "crossover.h"
#include "records/rows.h"
#include "summary.h"

/* What one operation moved, and its time. */
struct memory_point {
	double bytes, pages, pieces, ns;
};

/* Fits ns = fixed + byte * bytes + page * pages + piece * pieces without negative coefficients:
 * least squares of the relative error (Lawson & Hanson 1974, chapter 23). If the points cannot tell
 * two terms apart, the later one is NaN and the earlier stands for both; 0 is a fitted value.
 * Errors are |predicted / measured - 1| at these same points. All are NaN if there are no more
 * points than terms: such a fit is exact and says nothing. Sets only the figures of `model`.
 * Returns 0 or -ENOMEM. */
int memory_fit(const struct memory_point *points, size_t n, struct memory_row *model);

/* Two modes in the cells of one workload and placement. */
struct memory_pair {
	const char *workload, *placement, *from, *to;
};
enum { MEMORY_SIZES_MAX = 64 };
/* Fills t_from / t_to at each size that has both, ascending; `ratios` has room for
 * MEMORY_SIZES_MAX. Returns how many there are, or -ENOMEM. */
int memory_ratios(
	const struct dataset *dataset, const struct memory_pair *pair, struct size_ratio *ratios);
/* Returns the size from which `to` is faster (crossover_of); NaN if memory is short. */
struct estimate memory_crossover(const struct dataset *dataset, const struct memory_pair *pair);

/* Methods at ascending sizes, and t_a / t_b of each pair at each size: 1 for a method against
 * itself, NaN if one of them was not measured there. */
struct memory_contest {
	const double *sizes;
	size_t n_sizes, n_methods;
	const struct estimate *ratios; /* [n_sizes][n_methods][n_methods] */
};
/* A range of sizes and the method to use there. `from` is where the method overtakes the one before
 * (crossover_of); NaN in the first range. */
struct memory_segment {
	size_t method;
	double first, last; /* first and last size in the range */
	struct estimate from;
};
/* Finds the fewest methods to use, one after the other, so that none is certainly slower than
 * another at a size it is used for. A method is kept until another is certainly faster; then comes
 * the one that can be kept longest, or the faster of several such. Sizes at which a pair has no
 * interval are left out, as nothing is certain there. `segments` has room for n_sizes. Returns how
 * many there are. */
size_t memory_segments(const struct memory_contest *contest, struct memory_segment *segments);

#endif
