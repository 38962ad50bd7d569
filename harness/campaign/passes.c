/* Measures pass by pass: a block of each cell that still needs one. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "row.h"
#include "session.h"

enum { FAILS_MAX = 3 }; /* failures in a row after which a mode is given up in that cell */

static void give_up_after(struct part *part, const struct result *result)
{
	part->fails = result->outcome == RUN_FAILED ? part->fails + 1 : 0;
	part->out = result->outcome == RUN_REFUSED || part->fails == FAILS_MAX;
}

static void remember(struct part *part, const struct result *result)
{
	double involuntary = row_involuntary_per_op(result);
	if (result->outcome == RUN_OK && !isnan(involuntary))
		history_add(&part->involuntary, involuntary);
}

/* Measures, judges and writes one run. Returns 0 or -errno; an interruption is no error. */
static int run_slot(struct session *session, struct cell_state *state, const struct slot *slot,
	int64_t pass, int64_t position)
{
	size_t mode = slot->role == TREATMENT ? slot->mode : BASELINE;
	struct part *part = &state->parts[mode];
	struct order order = session_order(session, state, session_mode(state->cell, mode));
	struct result result;
	int error = session_measure(session, &order, &result);
	if (error || result.outcome == RUN_INTERRUPTED)
		return error;
	struct run_row row = session_row(session, state->cell, order.mode, slot->role);
	row.pass = pass;
	row.block = (int64_t)state->blocks;
	row.position = position;
	row_of_result(&order, &result, history_median(&part->involuntary), session->epoch_ns, &row);
	remember(part, &result);
	session->campaign->failed +=
		result.outcome == RUN_FAILED && !state->cell->setting.may_break;
	give_up_after(part, &result);
	error = session_write(session, &row);
	return error || result.outcome != RUN_OK ? error : session_write_counters(session, &result);
}

static void reverse(struct slot *slots, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct slot slot = slots[i];
		slots[i] = slots[n - 1 - i];
		slots[n - 1 - i] = slot;
	}
}

static int run_block(struct session *session, struct cell_state *state, int64_t pass)
{
	struct slot slots[SCHEDULE_SLOTS_MAX];
	size_t n = sequence_block(&state->sequence, slots);
	uint64_t start = session_now();
	int error = 0;
	if (session->campaign->plan->reverse)
		reverse(slots, n);
	state->blocks++;
	for (size_t i = 0; i < n && !error && !session->campaign->interrupted; i++) {
		size_t mode = slots[i].role == TREATMENT ? slots[i].mode : BASELINE;
		/* without its baseline nothing can be compared */
		if (!state->parts[mode].out && !state->parts[BASELINE].out)
			error = run_slot(session, state, &slots[i], pass, (int64_t)i + 1);
		/* the total does not count the baselines set between */
		session->done += slots[i].role != BASELINE_BETWEEN;
	}
	state->spent_ns += session_now() - start;
	return error;
}

/* Returns the mean time of a block so far; 0 before the first. */
static uint64_t block_ns(const struct cell_state *state)
{
	return state->blocks ? state->spent_ns / state->blocks : 0;
}

static uint64_t square_ns(const struct cell_state *state)
{
	return block_ns(state) * state->stopping.square;
}

static bool is_whole(const struct cell_state *state)
{
	return state->blocks % state->stopping.square == 0;
}

static bool is_late(const struct session *session, uint64_t more_ns)
{
	return session->limit_ns && session_now() - session->epoch_ns + more_ns > session->limit_ns;
}

/* Adds up a time, of a block or a square, over all open cells. */
static uint64_t of_all(const struct session *session, uint64_t (*ns)(const struct cell_state *))
{
	uint64_t all = 0;
	for (size_t c = 0; c < session->campaign->plan->n_cells; c++)
		if (!session->cells[c].closed)
			all += ns(&session->cells[c]);
	return all;
}

/* Returns the widest half interval among the modes that still take part: the interval of a mode
 * that was given up no longer shrinks. */
static double cell_half_width(const struct session *session, const struct cell_state *state)
{
	const struct keeper *keeper = &session->campaign->keeper;
	const struct cell *cell = state->cell;
	double half_width = 0;
	if (cell->n_modes == 0)
		return keeper->half_width(cell, cell->baseline, keeper->context);
	for (size_t m = 0; m < cell->n_modes; m++)
		if (!state->parts[m].out)
			half_width = fmax(half_width,
				keeper->half_width(cell, cell->modes[m], keeper->context));
	return half_width;
}

/* Looks, after a whole square, whether the intervals of a cell are narrow enough. */
static void look(const struct session *session, struct cell_state *state)
{
	if (state->blocks == 0 || state->cell->blocks)
		return;
	state->half_width = cell_half_width(session, state);
	if (state->blocks >= state->stopping.due)
		state->closed = stopping_look(&state->stopping, state->blocks, state->half_width);
}

/* Returns how many blocks a cell has at most; 0: nobody said. */
static uint64_t most_blocks(const struct session *session, const struct cell_state *state)
{
	return state->cell->blocks ? state->cell->blocks : session->campaign->plan->max_blocks;
}

static void close_if_done(const struct session *session, struct cell_state *state)
{
	if (state->closed)
		return;
	if (is_whole(state) && session_has_work(state))
		look(session, state);
	state->closed |=
		!session_has_work(state) ||
		(most_blocks(session, state) && state->blocks >= most_blocks(session, state));
}

/* Tells whether an open cell takes part in the next pass: a new square needs time for a square of
 * each open cell, any other block for a block of each. */
static bool has_time(const struct session *session, const struct cell_state *state)
{
	bool may_wait = is_whole(state) && state->blocks && !state->cell->blocks;
	return state->blocks < session->campaign->plan->min_blocks ||
	       !is_late(session, of_all(session, may_wait ? square_ns : block_ns));
}

static int run_pass(struct session *session, int64_t pass, size_t *order, bool *any)
{
	size_t n = session->campaign->plan->n_cells;
	bool wanted[CELLS_MAX];
	int error = 0;
	*any = false;
	for (size_t c = 0; c < n; c++)
		close_if_done(session, &session->cells[c]);
	for (size_t c = 0; c < n; c++)
		*any |= wanted[c] =
			!session->cells[c].closed && has_time(session, &session->cells[c]);
	schedule_pass(session->rng, order, n);
	for (size_t i = 0; i < n && !error && !session->campaign->interrupted; i++)
		if (wanted[order[i]])
			error = run_block(session, &session->cells[order[i]], pass);
	return error;
}

/* Returns the open cell with the widest interval among those whose square still fits into the
 * time. */
static struct cell_state *widest_that_fits(struct session *session)
{
	struct cell_state *found = NULL;
	for (size_t c = 0; c < session->campaign->plan->n_cells; c++) {
		struct cell_state *state = &session->cells[c];
		if (state->closed || state->cell->blocks || is_late(session, square_ns(state)))
			continue;
		if (!found || state->half_width > found->half_width)
			found = state;
	}
	return found;
}

/* Spends the time that is too short for a square of every cell on the widest cell. */
static int spend_the_rest(struct session *session, int64_t pass)
{
	struct cell_state *state;
	int error = 0;
	while (!error && !session->campaign->interrupted && (state = widest_that_fits(session))) {
		do
			error = run_block(session, state, pass++);
		while (!error && !session->campaign->interrupted && !is_whole(state));
		look(session, state);
		state->closed |= !session_has_work(state);
	}
	return error;
}

/* Counts the cells that did not reach their precision. */
static void count_wide(struct session *session)
{
	for (size_t c = 0; c < session->campaign->plan->n_cells; c++) {
		const struct cell_state *state = &session->cells[c];
		session->campaign->wide += !state->cell->blocks && session_has_work(state) &&
					   state->half_width > session->campaign->precision;
	}
}

int passes_run(struct session *session)
{
	size_t *order = malloc(session->campaign->plan->n_cells * sizeof *order);
	int error = order ? 0 : -ENOMEM;
	int64_t pass = 1;
	for (bool any = true; any && !error && !session->campaign->interrupted; pass++)
		error = run_pass(session, pass, order, &any);
	if (!error)
		error = spend_the_rest(session, pass - 1);
	count_wide(session);
	free(order);
	if (!error && !session->campaign->interrupted && session->campaign->rows == 0)
		return complain(&session->campaign->complaint,
			"nothing was measured: --time was over before the first run");
	return error;
}
