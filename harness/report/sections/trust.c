/* Whether a campaign can be trusted: what must hold in it, and what disturbed it. */
#include <inttypes.h>
#include <string.h>

#include "derive/cells.h"
#include "records/baseline.h"
#include "report/section.h"
#include "report/text.h"
#include "report/trust.h"

static const struct grid_column columns[] = {
	{ .heading = "cell" },
	{ .heading = "placement" },
	{ .heading = "what must hold" },
	{ .heading = "time of the first against the second",
		.kind = GRID_RATIO,
		.absent = "not measured" },
	{ .heading = "smallest detectable effect", .kind = GRID_PERCENT, .absent = "-" },
	{ .heading = "", .kind = GRID_PROSE },
};

static bool is_of_itself(const struct relation_row *relation)
{
	return strcmp(relation->mode, relation->lower) == 0;
}

static struct text relation_words(const struct relation_row *relation)
{
	struct text words;
	if (is_of_itself(relation))
		snprintf(words.s, sizeof words.s, "%s equals itself", relation->mode);
	else
		snprintf(words.s, sizeof words.s, "%s %s %s", relation->mode,
			strcmp(relation->must, "equal") == 0 ? "equals"
							     : "costs at least as much as",
			relation->lower);
	return words;
}

static const char *standing_words(const char *standing)
{
	return strcmp(standing, "holds") == 0  ? "holds"
	       : strcmp(standing, "open") == 0 ? "too few blocks"
					       : "**broken**";
}

static void add_row(
	const struct report *report, struct grid *grid, const struct relation_row *relation)
{
	grid_row(grid, value_text(report_cell(report, &relation->key).s),
		value_text(relation->placement), value_text(relation_words(relation).s),
		value_interval(relation->ratio), value_number(relation->smallest_detectable),
		value_text(standing_words(relation->standing)));
}

/* Writes all relations if they are few; else the A/A controls and those that do not hold. */
static void write_relations(struct report *report)
{
	enum { FEW = 24 };
	struct rows relations = tables_rows(report->loaded, &relations_table);
	const struct relation_row *rows = relations.all;
	bool all = relations.n <= FEW;
	struct grid grid = GRID(columns);
	report_say(report,
		"%zu relations must hold between the modes of a cell on any machine: %zu hold, %zu are broken, and %zu have too few blocks. The intervals hold for all of them together at 95 %%. A relation is broken by a difference that is certain and larger than the smallest detectable effect.\n\n",
		relations.n, trust_standing(&relations, "holds"),
		trust_standing(&relations, "broken"), trust_standing(&relations, "open"));
	for (size_t i = 0; i < relations.n; i++)
		if (all || is_of_itself(&rows[i]) || strcmp(rows[i].standing, "holds") != 0)
			add_row(report, &grid, &rows[i]);
	report_grid(report, &grid);
	report_own(report,
		all ? "The first row of a cell is its A/A control.\n\n"
		    : "The table lists the A/A controls, each a mode against itself, and the relations that do not hold; `tracetax summary` counts the rest.\n\n");
}

static void write_causes(struct report *report, const struct rows *flags)
{
	const struct flag_row *all = flags->all;
	report_say(report, "%" PRId64 " of %" PRId64 " runs are flagged", all->runs, all->of);
	for (size_t i = 1; i < flags->n; i++)
		report_say(report, "%s%s %" PRId64, i > 1 ? ", " : " (", all[i].flag, all[i].runs);
	report_say(report, "%s; none is left out of the estimates. ", flags->n > 1 ? ")" : "");
}

static void write_flags(struct report *report)
{
	struct rows flags = tables_rows(report->loaded, &flags_table),
		    summary = tables_rows(report->loaded, &summary_table);
	const struct flag_row *any = flags.all;
	const struct summary_row *rows = summary.all;
	bool matters = false;
	write_causes(report, &flags);
	for (size_t i = 0; i < summary.n; i++) {
		const struct summary_row *row = &rows[i];
		if (strcmp(row->flags_matter, "yes") != 0)
			continue;
		matters = true;
		report_say(report, "Without them %s at %s would be %s in %s. ", row->mode,
			row->placement, text_ratio_interval(row->slowdown_unflagged).s,
			report_cell(report, &row->key).s);
	}
	const char *rest = matters ? "All others stay within their intervals."
			   : any->runs > 0
				   ? "Without them every slowdown would stay within its interval."
				   : "";
	report_say(report, "%s\n\n", rest);
}

static void ignore(const char *words, void *context)
{
	(void)words;
	(void)context;
}

static void add_burden(const char *words, void *report)
{
	report_say(report, "%s; ", words);
}

/* Tells what the untraced runs passed, as the slowdowns are against those. */
static void write_burdens(struct report *report, const json_t *machine)
{
	if (baseline_burdens(machine, ignore, NULL) == 0)
		return;
	report_say(report, "**The baseline is not bare**: untraced runs had with them ");
	baseline_burdens(machine, add_burden, report);
	report_say(report, "the slowdowns are against that.\n\n");
}

static void write_idle(struct report *report, const json_t *machine)
{
	json_int_t us;
	const char *state = baseline_idle(machine, &us);
	if (state && us >= BASELINE_DEEP_US)
		report_say(report,
			"An idle CPU might sleep in %s, which takes %s to leave: where tracer and tracee have a CPU each, stops may pay for it.\n\n",
			state, text_ns((double)us * 1000).s);
}

static void write_baseline(struct report *report)
{
	const json_t *machine = report->loaded->machine;
	write_burdens(report, machine);
	if (baseline_is_unknown(machine))
		report_say(report,
			"Whether audit or tracepoints followed the untraced runs too is not known: looking takes root, and Linux 5.11 on x86-64.\n\n");
	write_idle(report, machine);
}

static void write(struct report *report)
{
	write_relations(report);
	write_flags(report);
	write_baseline(report);
}

const struct section section = {
	.order = 1100,
	.heading = "## Whether it can be trusted",
	.write = write,
};
