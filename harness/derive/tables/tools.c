/* Programs in front of a workload, beside the cheapest mode that saw as much as they may see. */
#include <errno.h>
#include <string.h>

#include "analysis/summary.h"
#include "derive/derivation.h"

/* The share of a program's calls that a mode must have stopped at to have seen it: the last call
 * has no end, and the first ones may be made before a mode can watch. */
static const double SEEN = 0.95;
static const double MARGIN = 0.05; /* of the verdict */

static bool is_tool(const struct group *group)
{
	static const char prefix[] = "wrap:";
	return strncmp(group->key.mode, prefix, strlen(prefix)) == 0;
}

/* Tells whether a mode can read what the arguments of calls point at, as most tools do. */
static bool can_read(const struct mode_row *mode)
{
	return mode->reads[0] && strcmp(mode->reads, "no") != 0;
}

/* Tells whether the mode was stopped for each call, and let the program have the kernel's answer.
 */
static bool saw_each(const struct known *known, const struct group *group)
{
	const struct mode_row *mode = known_mode(known, group->key.mode);
	double due = group->totals.calls * mode->stops_per_call;
	return !is_yes(mode->reference) && !is_yes(mode->answers) && can_read(mode) && due > 0 &&
	       group->totals.stops >= SEEN * due;
}

/* Returns the index of the mode of a tool's cell that costs least of those that saw each call, or
 * n_groups if there is none. */
static size_t find_instead(
	const struct loaded *campaign, const struct summary_row *summary, const struct group *tool)
{
	const struct dataset *dataset = campaign->dataset;
	size_t best = dataset->n_groups;
	for (size_t i = 0; i < dataset->n_groups; i++) {
		const struct group *group = &dataset->groups[i];
		if (key_same_cell(&group->key, &tool->key) && saw_each(&campaign->known, group) &&
			(best == dataset->n_groups ||
				summary[i].slowdown.value < summary[best].slowdown.value))
			best = i;
	}
	return best;
}

static int compare(const struct group *tool, const struct group *instead,
	const struct summary_row *summary, struct tool_row *row)
{
	strcpy(row->instead, instead->key.mode);
	row->instead_slowdown = summary->slowdown;
	int error = summary_ratio(tool, instead, 0.95, &row->ratio);
	if (!error)
		strcpy(row->verdict, estimate_verdict(row->ratio, MARGIN));
	return error;
}

static int add(struct rows *rows, const struct loaded *campaign, const struct summary_row *summary,
	size_t tool)
{
	const struct group *groups = campaign->dataset->groups;
	struct tool_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = groups[tool].key;
	row->slowdown = summary[tool].slowdown;
	size_t instead = find_instead(campaign, summary, &groups[tool]);
	if (instead == campaign->dataset->n_groups)
		return 0;
	return compare(&groups[tool], &groups[instead], &summary[instead], row);
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	const struct summary_row *summary = tables_rows(campaign, &summary_table).all;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && summary && !error; i++)
		if (is_tool(&dataset->groups[i]))
			error = add(rows, campaign, summary, i);
	return error;
}

TABLE(tools_table, tool_row, TOOL_COLUMNS, .name = "tools.csv");

const struct derivation derivation = {
	.table = &tools_table,
	.summary = "a program in front, against the cheapest mode that saw each call",
	.derive = derive,
};
