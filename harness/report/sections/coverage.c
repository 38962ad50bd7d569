/* What each mode sees of calls that are made in unusual ways, and what it breaks. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/section.h"
#include "report/text.h"

static const struct grid_column seen_columns[] = {
	{ .heading = "program", .kind = GRID_CODE },
	{ .heading = "calls made", .kind = GRID_COUNT },
	{ .heading = "calls seen", .kind = GRID_NUMBER },
	{ .heading = "behaved", .kind = GRID_TEXT },
	{ .heading = "modes", .kind = GRID_CODES },
};

static const struct grid_column refused_columns[] = {
	{ .heading = "why not", .kind = GRID_TEXT },
	{ .heading = "programs", .kind = GRID_CODES, .absent = "all" },
	{ .heading = "modes", .kind = GRID_CODES },
};

/* Tells whether two rows belong in one line. */
typedef bool same_line(const struct coverage_row *a, const struct coverage_row *b);

static bool is_refused(const struct coverage_row *row)
{
	return strcmp(row->behaved, "refused") == 0;
}

static bool same_number(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-6;
}

static bool same_result(const struct coverage_row *a, const struct coverage_row *b)
{
	return !is_refused(a) && !is_refused(b) && strcmp(a->program, b->program) == 0 &&
	       strcmp(a->placement, b->placement) == 0 && a->made == b->made &&
	       same_number(a->seen, b->seen) && strcmp(a->reason, b->reason) == 0;
}

static bool same_refusal(const struct coverage_row *a, const struct coverage_row *b)
{
	return is_refused(a) && is_refused(b) && strcmp(a->reason, b->reason) == 0;
}

static bool same_campaign(const struct coverage_row *a, const struct coverage_row *b)
{
	return a && b;
}

static const char *mode_of(const struct coverage_row *row)
{
	return row->mode;
}

static const char *program_of(const struct coverage_row *row)
{
	return row->program;
}

/* Tells whether no row before this one is of its line; with `name`, whether none of them has its
 * name. */
static bool is_first(const struct rows *rows, size_t at, same_line *same,
	const char *(*name)(const struct coverage_row *))
{
	const struct coverage_row *all = rows->all;
	for (size_t i = 0; i < at; i++)
		if (same(&all[i], &all[at]) &&
			(!name || strcmp(name(&all[i]), name(&all[at])) == 0))
			return false;
	return true;
}

/* Returns the names of a line, each once, to be freed; NULL if memory is short. */
static char *names_of(const struct rows *rows, size_t first, same_line *same,
	const char *(*name)(const struct coverage_row *))
{
	const struct coverage_row *all = rows->all;
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	for (size_t i = first; out && i < rows->n; i++)
		if (same(&all[first], &all[i]) && is_first(rows, i, same, name))
			fprintf(out, "%s%s", i > first ? ", " : "", name(&all[i]));
	return out && fclose(out) == 0 ? text : NULL;
}

static void add_result(const struct rows *rows, size_t first, struct grid *grid)
{
	const struct coverage_row *row = (const struct coverage_row *)rows->all + first;
	char behaved[sizeof row->behaved + sizeof row->reason + 2];
	char *modes = names_of(rows, first, same_result, mode_of);
	snprintf(behaved, sizeof behaved, "%s%s%s", row->behaved, row->reason[0] ? ": " : "",
		row->reason);
	grid->failed |= !modes;
	grid_row(grid, value_text(row->program), value_count(row->made), value_number(row->seen),
		value_text(behaved), value_text(modes));
	free(modes);
}

static void add_refusal(const struct rows *rows, size_t first, struct grid *grid)
{
	const struct coverage_row *row = (const struct coverage_row *)rows->all + first;
	char *programs = names_of(rows, first, same_refusal, program_of);
	char *modes = names_of(rows, first, same_refusal, mode_of);
	char *every = names_of(rows, 0, same_campaign, program_of);
	bool all = programs && every && strcmp(programs, every) == 0;
	grid->failed |= !programs || !modes || !every;
	grid_row(grid, value_text(row->reason), value_text(all ? NULL : programs),
		value_text(modes));
	free(every);
	free(programs);
	free(modes);
}

static void write_refusals(struct report *report, const struct rows *rows)
{
	const struct coverage_row *all = rows->all;
	struct grid grid = GRID(refused_columns);
	for (size_t i = 0; i < rows->n; i++)
		if (is_refused(&all[i]) && is_first(rows, i, same_refusal, NULL))
			add_refusal(rows, i, &grid);
	if (grid.n == 0) {
		grid_free(&grid);
		return;
	}
	report_say(report, "What was not tried, and why:\n\n");
	report_grid(report, &grid);
}

static void write(struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &coverage_table);
	const struct coverage_row *all = rows.all;
	struct grid grid = GRID(seen_columns);
	if (rows.n == 0)
		return;
	for (size_t i = 0; i < rows.n; i++)
		if (!is_refused(&all[i]) && is_first(&rows, i, same_result, NULL))
			add_result(&rows, i, &grid);
	report_say(report,
		"Each program makes a known number of calls in one unusual way, checks what it can see of their answers, and says by its status whether all was right. What is seen of them is counted: what a mode counted of the program, less what it counted of the same program when it makes none of these calls. Calls seen is empty where a mode counts nothing, and where the program did not end as it does when nothing watches. A call of the vsyscall page has no exit that a tracer could stop at, so `seccomp-trace-exit`, which counts two stops for each call, sees half of it. The vDSO and an io_uring make no system call for what they do, so there is none to be seen. A mode that selects calls was asked for none. Each program and mode: [coverage.csv](%s/coverage.csv).\n\n",
		report->base);
	report_grid(report, &grid);
	write_refusals(report, &rows);
}

const struct section section = {
	.order = 690,
	.heading = "## What does each mechanism see?",
	.fold = "Each program that calls in an unusual way, in each mode",
	.write = write,
};
