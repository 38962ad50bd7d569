/* One row of the summary, and what it says, as intervals. */
#ifndef TRACETAX_CELLS_H
#define TRACETAX_CELLS_H

#include "load.h"

/* Returns a row of the summary, or NULL; size ABSENT for none. */
const struct summary_row *cells_row(const struct loaded *loaded, const char *workload, int64_t size,
	const char *placement, const char *mode);
/* Returns the group behind such a row, or NULL. */
const struct group *cells_group(const struct loaded *loaded, const char *workload, int64_t size,
	const char *placement, const char *mode);

/* Return intervals of a row; all NaN for NULL. */
struct estimate cells_slowdown(const struct summary_row *row);
struct estimate cells_ns(const struct summary_row *row);
struct estimate cells_added(const struct summary_row *row);
struct estimate cells_unflagged(const struct summary_row *row); /* without flagged runs */

#endif
