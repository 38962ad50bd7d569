/* The pilot chooses the window length that gives the narrowest interval per second. Short windows
 * do: noise is slow, and runs close in time share it. Yet a window must not be so short that its
 * fixed cost or a loop still warming up shows: twice the operations must take twice the time. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "row.h"
#include "session.h"

enum { WINDOWS = 5, ROUNDS = 8, ROUNDS_LEAST = 5, TRIO = 3 };
static const uint64_t WINDOW_NS[WINDOWS] = { 2500000, 5000000, 10000000, 20000000, 40000000 };
static const uint64_t DEFAULT_NS = 10000000;
/* A round takes at least 8 times the sum of the window lengths: three runs, one of them doubled,
 * and their overhead. */
static const uint64_t ROUND_LEAST_NS = 8 * 77500000;
static const double SHARE = 0.2; /* share of the campaign's time that all pilots may take */
static const double DOUBLED_TOLERANCE = 0.01;

/* What was seen of one window length. */
struct candidate {
	double log_ratio[ROUNDS], log_doubled[ROUNDS];
	uint64_t spent_ns;
	size_t rounds;
};

struct pilot {
	struct session *session;
	struct cell_state *state;
	size_t mode; /* the mode that is compared with the baseline */
	struct candidate candidates[WINDOWS];
	bool broken; /* a run failed, so nothing can be chosen */
};

static double log_pace(const struct window *window)
{
	return log((double)window->wall_ns / (double)window->ops);
}

/* Returns the mode that stops most often, as a rule the noisiest; BASELINE if no mode takes
 * part. */
static size_t busiest_mode(const struct cell_state *state)
{
	size_t found = BASELINE;
	for (size_t m = 0; m < state->cell->n_modes; m++)
		if (!state->parts[m].out &&
			(found == BASELINE ||
				session_mode(state->cell, m)->stops_per_call >
					session_mode(state->cell, found)->stops_per_call))
			found = m;
	return found;
}

/* Runs baseline, mode, baseline in shuffled order; the first baseline also runs twice the
 * operations. */
static int run_round(struct pilot *pilot, size_t window)
{
	static const size_t FIRST = 0, MODE = 1;
	struct candidate *candidate = &pilot->candidates[window];
	size_t order[TRIO] = { 0, 1, 2 };
	double pace[TRIO] = { 0 }, doubled = 0;
	int error = 0;
	gsl_ran_shuffle(pilot->session->padding, order, TRIO, sizeof *order);
	for (size_t i = 0; i < TRIO && !error && !pilot->broken; i++) {
		size_t mode = order[i] == MODE ? pilot->mode : BASELINE;
		struct order run = session_order(
			pilot->session, pilot->state, session_mode(pilot->state->cell, mode));
		struct result result;
		uint64_t start = session_now();
		run.window_ns = WINDOW_NS[window];
		run.with_doubled = order[i] == FIRST;
		error = session_measure(pilot->session, &run, &result);
		pilot->broken = error || result.outcome != RUN_OK;
		if (pilot->broken)
			break;
		pace[order[i]] = log_pace(&result.answer.timed);
		if (run.with_doubled)
			doubled = log_pace(&result.answer.doubled) - pace[order[i]];
		else
			candidate->spent_ns += session_now() - start;
	}
	candidate->log_ratio[candidate->rounds] = pace[MODE] - (pace[0] + pace[2]) / 2;
	candidate->log_doubled[candidate->rounds] = doubled;
	candidate->rounds += !pilot->broken;
	return error;
}

/* Runs up to ROUNDS rounds within the budget. Gives up after the first if ROUNDS_LEAST would not
 * fit, or within it if it alone uses up the budget. */
static int run_rounds(struct pilot *pilot, uint64_t budget_ns)
{
	uint64_t start = session_now();
	int error = 0;
	for (size_t round = 0; round < ROUNDS && !error && !pilot->broken; round++) {
		size_t order[WINDOWS] = { 0, 1, 2, 3, 4 };
		uint64_t each = round ? (session_now() - start) / round : 0;
		if (each * (round < ROUNDS_LEAST ? ROUNDS_LEAST : round + 1) > budget_ns)
			break;
		gsl_ran_shuffle(pilot->session->padding, order, WINDOWS, sizeof *order);
		for (size_t w = 0; w < WINDOWS && !error && !pilot->broken; w++) {
			error = run_round(pilot, order[w]);
			if (!round && session_now() - start > budget_ns)
				return error;
		}
	}
	return error;
}

static int write_row(struct session *session, struct sink *sink, const struct window_row *row)
{
	int error = table_write_row(&windows_table, sink, row);
	return error ? session_write_failed(session, error, windows_table.name) : 0;
}

static bool passes(const struct window_row *row)
{
	bool certain = row->doubled.lo > 1 || row->doubled.hi < 1;
	return !(certain && fabs(row->doubled.value - 1) > DOUBLED_TOLERANCE);
}

/* Returns the row of one candidate, with `chosen` still empty. */
static struct window_row row_of(struct pilot *pilot, size_t window)
{
	struct candidate *candidate = &pilot->candidates[window];
	const struct cell *cell = pilot->state->cell;
	size_t n = candidate->rounds;
	double room[ROUNDS];
	struct window_row row;
	row_clear(&windows_table, &row);
	row.key = row_key(cell, session_mode(cell, pilot->mode));
	row.window_ns = (int64_t)WINDOW_NS[window];
	row.rounds = (int64_t)n;
	row.run_ns = (int64_t)(candidate->spent_ns / (2 * n));
	row.spread = gsl_stats_mad(candidate->log_ratio, 1, n, room);
	/* the sign test's interval is 1.253 times that of a mean, for normal noise */
	row.half_width_1s = 1.96 * 1.253 * row.spread * sqrt(TRIO * (double)row.run_ns / 1e9);
	gsl_sort(candidate->log_doubled, 1, n);
	row.doubled.value = exp(gsl_stats_median_from_sorted_data(candidate->log_doubled, 1, n));
	row.doubled.lo = exp(candidate->log_doubled[0]); /* of eight, the whole range */
	row.doubled.hi = exp(candidate->log_doubled[n - 1]);
	snprintf(row.passes, sizeof row.passes, "%s", passes(&row) ? "yes" : "no");
	return row;
}

static size_t choose(const struct window_row rows[WINDOWS])
{
	size_t found = WINDOWS;
	for (size_t w = 0; w < WINDOWS; w++)
		if (passes(&rows[w]) &&
			(found == WINDOWS || rows[w].half_width_1s < rows[found].half_width_1s))
			found = w;
	return found == WINDOWS ? WINDOWS - 1 : found; /* if none is good: the longest */
}

static int conclude(struct pilot *pilot, struct sink *sink)
{
	struct window_row rows[WINDOWS];
	int error = 0;
	for (size_t w = 0; w < WINDOWS; w++)
		rows[w] = row_of(pilot, w);
	size_t chosen = choose(rows);
	pilot->state->window_ns = WINDOW_NS[chosen];
	for (size_t w = 0; w < WINDOWS && !error; w++) {
		snprintf(rows[w].chosen, sizeof rows[w].chosen, "%s", w == chosen ? "yes" : "no");
		error = write_row(pilot->session, sink, &rows[w]);
	}
	return error;
}

static bool has_enough(const struct pilot *pilot)
{
	return !pilot->broken && pilot->candidates[WINDOWS - 1].rounds >= ROUNDS_LEAST;
}

static int pilot_cell(
	struct session *session, struct cell_state *state, uint64_t budget_ns, struct sink *sink)
{
	struct pilot pilot = { .session = session, .state = state, .mode = busiest_mode(state) };
	state->window_ns = DEFAULT_NS;
	if (pilot.mode == BASELINE || state->parts[BASELINE].out)
		return 0; /* there is nothing to compare */
	if (ROUNDS_LEAST * ROUND_LEAST_NS > budget_ns)
		return 0; /* the time is too short for enough rounds */
	int error = run_rounds(&pilot, budget_ns);
	return error || !has_enough(&pilot) ? error : conclude(&pilot, sink);
}

int pilot_run(struct session *session)
{
	size_t n = session->campaign->plan->n_cells, open = 0;
	struct sink sink;
	for (size_t c = 0; c < n; c++)
		open += session->cells[c].window_ns == 0;
	if (open == 0)
		return 0;
	uint64_t budget_ns = (uint64_t)(SHARE * (double)session->limit_ns) / open;
	int error = sink_open(&sink, session->campaign->directory, windows_table.name);
	if (!error)
		error = table_write_header(&windows_table, &sink);
	if (error)
		return session_write_failed(session, error, windows_table.name);
	for (size_t c = 0; c < n && !error; c++)
		if (session->cells[c].window_ns == 0)
			error = pilot_cell(session, &session->cells[c], budget_ns, &sink);
	int place = sink_place(&sink);
	return !error && place ? session_write_failed(session, place, windows_table.name) : error;
}
