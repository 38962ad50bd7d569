/* The post's slowdown by each way of accounting for it. Which one decides was fixed beforehand. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "derive/cells.h"
#include "derive/derivation.h"

static const char PROGRAM[] = "program", LOOP[] = "loop"; /* what is timed */
static const char TRACED[] = "ptrace-syscall", OWN[] = "free"; /* the post's mode and placement */

/* An interval that reaches the post's slowdown decides nothing if its ends differ by more than this
 * factor: it may reach it by luck. */
static const double WIDEST = 1.5;

/* Returns what one accounting says of the post's slowdown, and of the quotient of its times. */
static const char *verdict_of(const struct post_row *post, const struct accounting_row *row)
{
	if (row->blocks == 0)
		return "not-measured";
	if (isnan(row->ratio.lo))
		return "no-interval";
	if (row->ratio.lo > post->traced_ns / post->untraced_ns)
		return "more";
	if (row->ratio.hi < post->slowdown)
		return "less";
	return row->ratio.hi > WIDEST * row->ratio.lo ? "too-wide" : "within";
}

/* Where rows are added, and what they have in common. */
struct accountings {
	const struct loaded *campaign;
	struct rows *rows;
	const char *timed, *placement;
	int64_t blocks; /* with a run of it and one of its baseline */
};

static int add(const struct accountings *to, const char *account, struct estimate ratio)
{
	const struct post_row post = cells_post(to->campaign);
	struct accounting_row *row = rows_add(to->rows);
	if (!row)
		return -ENOMEM;
	snprintf(row->timed, sizeof row->timed, "%s", to->timed);
	snprintf(row->account, sizeof row->account, "%s", account);
	snprintf(row->placement, sizeof row->placement, "%s", to->placement);
	row->blocks = to->blocks;
	row->ratio = ratio;
	snprintf(row->verdict, sizeof row->verdict, "%s", verdict_of(&post, row));
	return 0;
}

static const struct program_cost_row *traced_at(
	const struct loaded *campaign, const char *placement)
{
	struct rows rows = tables_rows(campaign, &program_costs_table);
	const struct program_cost_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (all[i].blocks > 0 && strcmp(all[i].mode, TRACED) == 0 &&
			strcmp(all[i].placement, placement) == 0)
			return &all[i];
	return NULL;
}

/* Adds the post's method: the whole program, timed by `time`, nothing pinned. NaN if that was not
 * timed. */
static int add_own(const struct loaded *campaign, struct rows *rows)
{
	const struct program_cost_row *row = traced_at(campaign, OWN);
	const struct estimate none = { (double)NAN, (double)NAN, (double)NAN };
	const struct accountings to = { campaign, rows, PROGRAM, OWN, row ? row->paired : 0 };
	return add(&to, "user time", row ? row->user : none);
}

static int add_program(const struct loaded *campaign, const char *placement, struct rows *rows)
{
	const struct program_cost_row *row = traced_at(campaign, placement);
	if (!row)
		return 0;
	const struct accountings to = { campaign, rows, PROGRAM, placement, row->paired };
	int error = strcmp(placement, OWN) != 0 ? add(&to, "user time", row->user) : 0;
	if (!error)
		error = add(&to, "wall time", row->wall);
	return error ? error : add(&to, "user and system time", row->cpu);
}

static int add_loop(const struct loaded *campaign, const struct account_row *row, struct rows *rows)
{
	const struct {
		const char *account;
		struct estimate ratio;
	} all[] = {
		{ "wall time", row->wall },
		{ "user time of the tracee", row->tracee_user },
		{ "user time of tracee and tracer", row->both_user },
		{ "user and system time of the tracee", row->tracee_cpu },
		{ "user and system time of both", row->both_cpu },
	};
	const struct accountings to = { campaign, rows, LOOP, row->placement, row->blocks };
	int error = 0;
	for (size_t i = 0; i < sizeof all / sizeof *all && !error; i++)
		error = add(&to, all[i].account, all[i].ratio);
	return error;
}

static int add_loops(const struct loaded *campaign, const char *placement, struct rows *rows)
{
	struct rows accounts = tables_rows(campaign, &accounts_table);
	const struct account_row *all = accounts.all;
	int error = 0;
	for (size_t i = 0; i < accounts.n && !error; i++)
		if (strcmp(all[i].placement, placement) == 0)
			error = add_loop(campaign, &all[i], rows);
	return error;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const char *const *placements = campaign->placements;
	int error = add_own(campaign, rows);
	for (size_t p = 0; placements[p] && !error; p++)
		error = add_program(campaign, placements[p], rows);
	for (size_t p = 0; placements[p] && !error; p++)
		error = add_loops(campaign, placements[p], rows);
	return error;
}

TABLE(accountings_table, accounting_row, ACCOUNTING_COLUMNS, .name = "accountings.csv");

const struct derivation derivation = {
	.table = &accountings_table,
	.summary = "the post's slowdown by each way of accounting, and what each says of it",
	.derive = derive,
};
