/* Finds rows of derived tables by their keys. */
#ifndef TRACETAX_CELLS_H
#define TRACETAX_CELLS_H

#include "tables.h"

/* Returns the row with this key, from a table whose rows begin with one; NULL if there is none. */
const void *rows_find(struct rows rows, struct key key);

/* Returns a row of the summary, or NULL. */
const struct summary_row *cells_row(const struct loaded *loaded, struct key key);
/* Returns the row of `getpid`, the simplest call. */
const struct summary_row *cells_getpid(
	const struct loaded *loaded, const char *placement, const char *mode);
/* Returns the ratio of the times of two modes in the same cell; NULL if they are not compared. */
const struct ratio_row *cells_ratio(
	const struct loaded *loaded, struct key key, const char *against);

/* Returns the size of a workload from which the method `to` is faster than `from`, at the first
 * placement at which it was measured; NULL where neither overtakes the other. */
const struct crossover_row *cells_crossover(
	const struct loaded *loaded, const char *workload, const char *from, const char *to);

/* Returns an operation of the baseline of this key's cell; NULL if it was not measured. */
const struct operation_row *cells_unwatched(const struct loaded *loaded, const struct key *cell);

/* Returns the post's figures; NaN without memory. */
struct post_row cells_post(const struct loaded *loaded);

/* Returns the first placement at which the workload was measured, in their order; NULL where it was
 * not. */
const char *cells_placement(const struct loaded *loaded, const char *workload);
/* Returns the rows of the summary in the order for people: by workload, size, placement, then
 * slowdown. To be freed; NULL without memory. */
const struct summary_row **cells_sorted(const struct loaded *loaded);
/* Returns how many rows of the summary get a verdict: those that have something to compare with. */
size_t cells_verdicts(const struct loaded *loaded);

/* Tells whether others are compared with the mode of this key. */
bool cells_is_baseline(const struct loaded *loaded, struct key key);

/* Return intervals of a row; all NaN if it is NULL. */
struct estimate cells_slowdown(const struct summary_row *row);
struct estimate cells_ns(const struct summary_row *row);
struct estimate cells_added(const struct summary_row *row);

#endif
