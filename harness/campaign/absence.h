/* Leaves modes out of cells, each with a row that says why: `status` is "skip", or "fail". */
#ifndef TRACETAX_ABSENCE_H
#define TRACETAX_ABSENCE_H

#include "session.h"

/* Leave out one mode, all that are left, or all as a skip. Return 0 or -errno with the complaint.
 */
int absence_of_mode(struct session *session, struct cell_state *state, size_t mode,
	const char *status, const char *reason);
int absence_of_all(
	struct session *session, struct cell_state *state, const char *status, const char *reason);
int absence_of_cell(struct session *session, struct cell_state *state, const char *reason);

/* Return each mode of a cell in turn, the baseline last, then SIZE_MAX. */
size_t absence_first(const struct cell *cell);
size_t absence_next(const struct cell *cell, size_t mode);

#endif
