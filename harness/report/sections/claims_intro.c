/* The post's claims in one table. */
#include <math.h>
#include <string.h>

#include "report/claim.h"
#include "report/section.h"
#include "report/sections/memory_methods.h"

static const struct grid_column columns[] = {
	{ .heading = "" },
	{ .heading = "claim" },
	{ .heading = "figure that decides" },
	{ .heading = "here", .absent = "not measured" },
	{ .heading = "against" },
	{ .heading = "verdict" },
};

static struct text figure_of(const struct claim_row *row)
{
	struct text text;
	if (strcmp(row->unit, "x") == 0)
		return text_ratio_interval(row->here);
	if (strcmp(row->unit, "bytes") == 0)
		return memory_size_words(row->here);
	snprintf(text.s, sizeof text.s, "%.2f", row->here.value);
	return text;
}

static struct text bound_of(const struct claim_row *row)
{
	struct text text = { "" };
	if (strcmp(row->unit, "x") == 0 && !isnan(row->bound))
		return text_ratio(row->bound);
	if (!isnan(row->bound))
		snprintf(text.s, sizeof text.s, "%g", row->bound);
	return text;
}

static const char *verdict_of(const struct report *report, const struct claim_row *row)
{
	static const struct claim_words words = { "holds", "holds in part", "does not hold here",
		"undecided" };
	return claim_verdict(report, row->claim, &words);
}

static void write(struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &claims_table);
	const struct claim_row *all = rows.all;
	struct grid grid = GRID(columns);
	report_say(report,
		"\"Ptrace and You\" (2018-06-19) timed ten million `getpid` calls on a laptop. The figure that decides each of its claims was fixed beforehand. Intervals are at 95 %%.\n\n");
	for (size_t i = 0; i < rows.n; i++)
		grid_row(&grid, value_text(all[i].claim), value_text(all[i].says),
			value_text(all[i].figure),
			value_text(isnan(all[i].here.value) ? NULL : figure_of(&all[i]).s),
			value_text(bound_of(&all[i]).s), value_text(verdict_of(report, &all[i])));
	report_grid(report, &grid);
}

const struct section section = {
	.order = 400,
	.heading = "## The claims of the post",
	.write = write,
};
