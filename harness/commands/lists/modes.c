#include <math.h>
#include <stdio.h>

#include "campaign/trials.h"
#include "commands/parts/listing.h"
#include "modes/fit.h"
#include "report/text.h"

static const struct grid_column mode_columns[] = {
	{ .key = "mode", .heading = "mode", .fit = GRID_SHORTEN },
	{ .key = "stops_per_call", .heading = "stops", .kind = GRID_NUMBER, .drop = 2 },
	{ .key = "since", .heading = "since", .drop = 1 },
	{ .heading = "", .fit = GRID_WRAP },
	{ .key = "summary" },
	{ .key = "n_min", .kind = GRID_NUMBER },
	{ .key = "n_max", .kind = GRID_NUMBER },
	{ .key = "loses" },
	{ .key = "changes" },
	{ .key = "reads" },
	{ .key = "needs" },
	{ .key = "at_least" },
	{ .key = "baseline", .kind = GRID_YES },
	{ .key = "selective", .kind = GRID_YES },
	{ .key = "answers", .kind = GRID_YES },
	{ .key = "events", .kind = GRID_YES },
	{ .key = "reference", .kind = GRID_YES },
	{ .key = "arms", .kind = GRID_YES },
	{ .key = "inside", .kind = GRID_YES },
	{ .key = "notifies", .kind = GRID_YES },
	{ .key = "tracer_each", .kind = GRID_YES },
	{ .key = "traces", .kind = GRID_YES },
	{ .key = "memory" },
	{ .key = "piecewise", .kind = GRID_YES },
};

/* Tells whether `tracetax trace` takes the mode. */
static bool traces(const struct mode *mode)
{
	char reason[128];
	return fit_mode(mode, (struct traits){ .foreign = true }, reason, sizeof reason);
}

/* Returns the summary, and what else a user must know. */
static struct text mode_words(const struct mode *mode)
{
	struct text words;
	char range[64] = "", lost[64];
	const char *loses = coverage_words(mode->misses, lost, sizeof lost);
	if (mode_is_family(mode))
		snprintf(range, sizeof range, " (N: %g to %g)", mode->n_min, mode->n_max);
	snprintf(words.s, sizeof words.s, "%s%s%s%s%s", mode->summary, range,
		*loses ? " (not over " : "", loses, *loses ? ")" : "");
	return words;
}

static void add_mode(struct grid *grid, const struct mode *mode)
{
	char lost[64];
	bool family = mode_is_family(mode);
	grid_row(grid, value_text(mode->name), value_number(mode->stops_per_call),
		value_text(mode->since), value_text(mode_words(mode).s), value_text(mode->summary),
		value_number(family ? mode->n_min : (double)NAN),
		value_number(family ? mode->n_max : (double)NAN),
		value_text(coverage_words(mode->misses, lost, sizeof lost)),
		value_text(mode->changes), value_text(mode->reads), value_text(mode->needs),
		value_text(mode->superset_of), value_yes(mode->baseline),
		value_yes(mode->selective), value_yes(mode->answers), value_yes(mode->events),
		value_yes(mode->reference_only), value_yes(mode->arm), value_yes(mode->inject),
		value_yes(mode->notifies), value_yes(mode->tracer_each), value_yes(traces(mode)),
		value_text(listing_access(mode->memory)), value_yes(mode->pieces));
}

static void print(struct sheet *sheet)
{
	struct grid grid = GRID(mode_columns);
	for (const struct mode *const *m = modes; *m; m++)
		add_mode(&grid, *m);
	sheet_grid(sheet, &grid);
	sheet_break(sheet);
	sheet_say(sheet,
		"stops: per watched call. since: the first kernel. not over: what it does not watch.");
}

static const struct grid_mood here_moods[] = {
	{ OUTCOME_GOOD, MOOD_GOOD },
	{ OUTCOME_SKIP, MOOD_DOUBTFUL },
	{ OUTCOME_BAD, MOOD_BAD },
	{ NULL, MOOD_PLAIN },
};

static const struct grid_column here_columns[] = {
	{ .key = "mode", .heading = "mode", .fit = GRID_SHORTEN },
	{ .key = "here", .heading = "here", .kind = GRID_OUTCOME, .moods = here_moods },
	{ .key = "since", .heading = "since", .drop = 1 },
	{ .key = "reason", .heading = "why not", .kind = GRID_WHY, .fit = GRID_WRAP },
};

struct trials {
	struct grid grid;
	int failed;
};

static void add_trial(const struct mode *mode, const struct result *result, void *context)
{
	struct trials *trials = context;
	const char *outcome = result->outcome == RUN_OK	       ? OUTCOME_GOOD
			      : result->outcome == RUN_REFUSED ? OUTCOME_SKIP
							       : OUTCOME_BAD;
	trials->failed += result->outcome == RUN_FAILED;
	grid_row(&trials->grid, value_text(mode->name), value_text(outcome),
		value_text(mode->since), value_text(result->reason));
}

static int try(struct sheet *sheet, int interrupt, struct complaint *complaint)
{
	struct trials trials = { .grid = GRID(here_columns) };
	int error = trials_run(interrupt, add_trial, &trials, complaint);
	sheet_grid(sheet, &trials.grid);
	sheet_break(sheet);
	sheet_say(sheet,
		"ok: it works here. skip: this machine or this user lacks something. BAD: it should work.");
	return error ? error : trials.failed;
}

const struct listing listing = { .name = "modes", .print = print, .try = try };
