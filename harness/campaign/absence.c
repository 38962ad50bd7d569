#include "absence.h"

int absence_of_mode(struct session *session, struct cell_state *state, size_t mode,
	const char *status, const char *reason)
{
	if (state->parts[mode].out)
		return 0;
	state->parts[mode].out = true;
	return session_write_absence(
		session, state->cell, session_mode(state->cell, mode), status, reason);
}

size_t absence_next(const struct cell *cell, size_t mode)
{
	if (mode == BASELINE)
		return SIZE_MAX;
	return mode + 1 < cell->n_modes ? mode + 1 : BASELINE;
}

size_t absence_first(const struct cell *cell)
{
	return cell->n_modes ? 0 : BASELINE;
}

int absence_of_all(
	struct session *session, struct cell_state *state, const char *status, const char *reason)
{
	int error = 0;
	for (size_t m = absence_first(state->cell); m != SIZE_MAX && !error;
		m = absence_next(state->cell, m))
		error = absence_of_mode(session, state, m, status, reason);
	return error;
}

int absence_of_cell(struct session *session, struct cell_state *state, const char *reason)
{
	return absence_of_all(session, state, "skip", reason);
}
