#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "programs.h"

/* A run of the program with its calls, or one without any, which shows what start and end take. */
enum kind { OF_CALLS, OF_START };

static bool is_of(
	const struct program_row *row, const char *mode, const char *placement, enum kind kind)
{
	return (row->calls == 0) == (kind == OF_START) && row->calls != ABSENT &&
	       row->block != ABSENT && strcmp(row->mode, mode) == 0 &&
	       strcmp(row->placement, placement) == 0;
}

static const struct program_row *in_block(const struct programs *programs, int64_t block,
	const char *mode, const char *placement, enum kind kind)
{
	for (size_t i = 0; i < programs->n; i++) {
		const struct program_row *row = &programs->rows[i];
		if (row->block == block && is_of(row, mode, placement, kind))
			return row;
	}
	return NULL;
}

static const struct program_row *baseline_of(
	const struct programs *programs, const struct program_row *row)
{
	return programs->baseline ? in_block(programs, row->block, programs->baseline,
					    row->placement, OF_CALLS)
				  : NULL;
}

static double or_nan(int64_t count)
{
	return count == ABSENT ? (double)NAN : (double)count;
}

static double time_of(const struct program_row *row, enum program_account account)
{
	double user = or_nan(row->user_ns), system = or_nan(row->system_ns);
	return account == PROGRAM_WALL	 ? or_nan(row->wall_ns)
	       : account == PROGRAM_USER ? user
					 : user + system;
}

/* Returns the time per call, less start and end: those are the time of the run without calls in the
 * same block. */
static double per_call(const struct programs *programs, const struct program_row *row,
	enum program_account account)
{
	const struct program_row *start =
		in_block(programs, row->block, row->mode, row->placement, OF_START);
	double once = start ? time_of(start, account) : 0;
	return (time_of(row, account) - once) / (double)row->calls;
}

/* The runs of one mode and placement, one per block. */
struct runs {
	const struct program_row **rows;
	size_t n;
};

static struct runs runs_of(const struct programs *programs, const char *mode, const char *placement,
	enum kind kind, const struct program_row **room)
{
	struct runs runs = { room, 0 };
	for (size_t i = 0; i < programs->n; i++) {
		const struct program_row *row = &programs->rows[i];
		if (is_of(row, mode, placement, kind) &&
			in_block(programs, row->block, mode, placement, kind) == row)
			runs.rows[runs.n++] = row;
	}
	return runs;
}

/* BEYOND stands for the logarithm of a ratio beyond all others. What exceeds LARGEST is BEYOND
 * itself, or its mean with the logarithm of a real ratio. */
static const double BEYOND = 100, LARGEST = 25;

/* Returns the log-ratio of the times per call within a block. If ticks saw only one of the two, it
 * lies beyond all others: leaving it out would favour the blocks with ticks. NaN if they saw
 * neither, or nothing was measured. */
static double log_ratio(const struct programs *programs, const struct program_row *row,
	enum program_account account)
{
	const struct program_row *baseline = baseline_of(programs, row);
	double above = per_call(programs, row, account);
	double below = baseline ? per_call(programs, baseline, account) : (double)NAN;
	if (above > 0 && below > 0)
		return log(above / below);
	return above > 0 && below <= 0 ? BEYOND : above <= 0 && below > 0 ? -BEYOND : (double)NAN;
}

/* Returns the ratio; what lies beyond becomes NaN. */
static struct estimate ratio_of(struct estimate log)
{
	if (fabs(log.lo) > LARGEST || fabs(log.hi) > LARGEST)
		log.lo = log.hi = (double)NAN;
	if (fabs(log.value) > LARGEST)
		log.value = (double)NAN;
	return estimate_exp(log);
}

/* Estimates the median of the values that are numbers. Returns 0 or -ENOMEM. */
static int median(double *x, size_t n, double confidence, struct estimate *estimate)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		if (!isnan(x[i]))
			x[kept++] = x[i];
	const struct sample sample = { x, kept, 1 };
	return estimate_median(&sample, 1, &confidence, estimate);
}

static int summarise_account(const struct programs *programs, const struct runs *runs,
	enum program_account account, double confidence, struct program_summary *summary,
	double *room)
{
	for (size_t i = 0; i < runs->n; i++)
		room[i] = per_call(programs, runs->rows[i], account);
	int error = median(room, runs->n, confidence, &summary->ns[account]);
	if (error)
		return error;
	summary->unseen[account] = 0;
	for (size_t i = 0; i < runs->n; i++) {
		room[i] = log_ratio(programs, runs->rows[i], account);
		summary->unseen[account] += fabs(room[i]) > LARGEST;
	}
	struct estimate log;
	error = median(room, runs->n, confidence, &log);
	summary->ratio[account] = ratio_of(log);
	return error;
}

static int summarise(const struct programs *programs, const char *mode, const char *placement,
	double confidence, struct program_summary *summary, const struct program_row **rows,
	double *room)
{
	struct runs runs = runs_of(programs, mode, placement, OF_START, rows);
	for (size_t i = 0; i < runs.n; i++)
		room[i] = or_nan(runs.rows[i]->wall_ns);
	int error = median(room, runs.n, confidence, &summary->start_ns);
	runs = runs_of(programs, mode, placement, OF_CALLS, rows);
	summary->blocks = runs.n;
	summary->paired = 0;
	for (size_t i = 0; i < runs.n; i++)
		summary->paired += baseline_of(programs, runs.rows[i]) != NULL;
	summary->calls = runs.n ? runs.rows[0]->calls : 0;
	for (enum program_account a = 0; a < PROGRAM_ACCOUNTS && !error; a++)
		error = summarise_account(programs, &runs, a, confidence, summary, room);
	return error;
}

int programs_summary(const struct programs *programs, const char *mode, const char *placement,
	double confidence, struct program_summary *summary)
{
	const struct program_row **rows = malloc((programs->n + 1) * sizeof *rows);
	double *room = malloc((programs->n + 1) * sizeof *room);
	int error = rows && room
			    ? summarise(programs, mode, placement, confidence, summary, rows, room)
			    : -ENOMEM;
	free(rows);
	free(room);
	return error;
}

size_t programs_times(const struct programs *programs, const char *mode, const char *placement,
	enum program_account account, double *times)
{
	size_t n = 0;
	for (size_t i = 0; i < programs->n; i++)
		if (is_of(&programs->rows[i], mode, placement, OF_CALLS))
			times[n++] = per_call(programs, &programs->rows[i], account);
	return n;
}

void programs_free(struct programs *programs)
{
	free(programs->rows);
	*programs = (struct programs){ 0 };
}
