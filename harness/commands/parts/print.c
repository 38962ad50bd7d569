#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands/commands.h"
#include "derive/cells.h"
#include "gaps.h"
#include "print.h"
#include "records/machine_record.h"
#include "report/text.h"
#include "report/trust.h"

enum { MATTERS_MAX = 4 }; /* in lines */

const struct grid_mood verdict_moods[] = {
	{ "slower", MOOD_BAD },
	{ "faster", MOOD_GOOD },
	{ "equivalent", MOOD_GOOD },
	{ "inconclusive", MOOD_DOUBTFUL },
	{ "too few", MOOD_DOUBTFUL },
	{ NULL, MOOD_PLAIN },
};

static const struct grid_column columns[] = {
	{ .heading = "workload", .fit = GRID_SHORTEN, .drop = 7 },
	{ .heading = "placement", .drop = 6 },
	{ .heading = "mode", .fit = GRID_SHORTEN },
	{ .heading = "slowdown (95 %)", .kind = GRID_RATIO, .interval = true },
	{ .heading = "per call (95 %)", .kind = GRID_NS, .interval = true, .drop = 4 },
	{ .heading = "stops", .kind = GRID_NUMBER, .decimals = 3, .drop = 3 },
	{ .heading = "switches", .kind = GRID_NUMBER, .decimals = 3, .drop = 1 },
	{ .heading = "detect", .kind = GRID_PERCENT, .drop = 2 },
	{ .heading = "verdict",
		.moods = verdict_moods,
		.absent = "too few blocks",
		.fit = GRID_WRAP,
		.drop = 5 },
};

static void add_row(struct grid *grid, const struct known *known, const struct summary_row *row)
{
	grid_row(grid, value_text(text_cell(known, row->workload, row->size).s),
		value_text(row->placement), value_text(row->mode),
		value_interval(cells_slowdown(row)), value_interval(cells_ns(row)),
		value_number(row->stops_per_call), value_number(row->switches_per_call),
		value_number(row->smallest_detectable), value_text(row->verdict));
}

/* Prints the columns that fit, for people, or all, for programs. */
static void print_rows(const struct loaded *loaded, struct sheet *sheet)
{
	bool all = format_is_data(sheet->format);
	struct grid grid = all ? grid_of(&summary_table) : GRID(columns);
	const struct summary_row **rows = cells_sorted(loaded);
	grid.failed |= !rows;
	size_t n = tables_rows(loaded, &summary_table).n;
	for (size_t i = 0; rows && i < n; i++)
		if (all)
			grid_add_record(&grid, &summary_table, rows[i]);
		else
			add_row(&grid, &loaded->known, rows[i]);
	free(rows);
	if (all || n || !loaded->covered)
		sheet_grid(sheet, &grid);
	else
		grid_free(&grid);
}

static void say_causes(const struct rows *flags, const struct sheet *sheet)
{
	const struct flag_row *any = flags->all;
	struct text causes = { "" };
	for (size_t i = 1, n = 0; i < flags->n && n < sizeof causes.s; i++)
		n += (size_t)snprintf(causes.s + n, sizeof causes.s - n, "%s%s %" PRId64,
			i > 1 ? ", " : "", any[i].flag, any[i].runs);
	sheet_say(sheet, "%" PRId64 " of %" PRId64 " runs are flagged (%s); none is left out",
		any->runs, any->of, causes.s);
}

static void say_flags(const struct loaded *loaded, const struct sheet *sheet)
{
	struct rows flags = tables_rows(loaded, &flags_table),
		    summary = tables_rows(loaded, &summary_table);
	const struct summary_row *row = summary.all;
	size_t matters = 0;
	if (!loaded->flagged)
		return;
	say_causes(&flags, sheet);
	for (size_t i = 0; i < summary.n; i++, row++) {
		if (strcmp(row->flags_matter, "yes") != 0 || ++matters > MATTERS_MAX)
			continue;
		sheet_say(sheet, "  it matters: %s %s %s would be %s without them",
			text_cell(&loaded->known, row->workload, row->size).s, row->placement,
			row->mode, text_ratio_interval(row->slowdown_unflagged).s);
	}
	if (matters > MATTERS_MAX)
		sheet_say(sheet, "  and in %zu more rows: column flags_matter of summary.csv",
			matters - MATTERS_MAX);
}

static void say_conditions(const struct loaded *loaded, const struct sheet *sheet)
{
	size_t k = cells_verdicts(loaded);
	if (k == 0)
		return;
	sheet_say(sheet, "detect: the smallest effect that would be found.");
	sheet_say(sheet,
		"verdict: at +-%g %%, settled for all %zu rows as a whole: of each kind, 5 %% are wrong on average.",
		load_margin(loaded) * 100, k);
	sheet_say(
		sheet, "The row of a baseline is the A/A control, one run of it against another.");
	struct rows relations = tables_rows(loaded, &relations_table);
	size_t open = trust_standing(&relations, "open");
	sheet_say(sheet, "relations that must hold: %zu of %zu do",
		trust_standing(&relations, "holds"), relations.n);
	if (open)
		sheet_say(sheet, "of %zu relations too few blocks were measured to tell", open);
}

static void say_emulated(const struct loaded *loaded, const struct sheet *sheet)
{
	if (!machine_is_emulated(loaded->machine))
		return;
	sheet_say(sheet, "emulated: no time here is that of hardware%s",
		isnan(machine_clock_instructions(loaded->machine))
			? ""
			: "; the clock counts instructions, see path-lengths.csv");
}

void print_summary(const struct loaded *loaded, struct sheet *sheet)
{
	print_rows(loaded, sheet);
	gaps_say(loaded, sheet);
	if (loaded->covered)
		sheet_say(sheet,
			"coverage.csv: what is seen of each program (%" PRIu64
			" runs; what they cost is not estimated)",
			loaded->covered);
	say_emulated(loaded, sheet);
	say_conditions(loaded, sheet);
	say_flags(loaded, sheet);
}

void print_doubts(const struct loaded *loaded)
{
	for (size_t i = 0; i < loaded->n_doubts; i++)
		command_warn("%s", loaded->doubts[i].text);
}

static void print_distrust(const char *line, void *context)
{
	(void)context;
	command_fail(EXIT_UNTRUSTED, "not to be trusted: %s", line);
}

int print_trust(const struct loaded *loaded)
{
	return trust_reasons(loaded, print_distrust, NULL) ? EXIT_UNTRUSTED : EXIT_DONE;
}
