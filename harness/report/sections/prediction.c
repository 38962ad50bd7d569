/* What was predicted of commands, against what was measured. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

static const double UNITS = 100; /* an error in percent */

static const struct grid_column columns[] = {
	{ .heading = "mode", .kind = GRID_CODE },
	{ .heading = "placement" },
	{ .heading = "commands", .kind = GRID_COUNT },
	{ .heading = "median error", .kind = GRID_PERCENT },
	{ .heading = "largest error" },
	{ .heading = "of", .kind = GRID_CODE },
};

static void write(struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &prediction_errors_table);
	const struct prediction_error_row *all = rows.all;
	struct grid grid = GRID(columns);
	if (rows.n == 0)
		return;
	for (size_t i = 0; i < rows.n; i++) {
		char largest[16];
		snprintf(largest, sizeof largest, "%+.1f %%", all[i].largest_error * UNITS);
		grid_row(&grid, value_text(all[i].mode), value_text(all[i].placement),
			value_count(all[i].commands), value_number(all[i].median_error),
			value_text(largest), value_text(all[i].largest_of));
	}
	report_say(report,
		"Can the slowdown of a program be told without watching it? Its calls, signals, forks, programs and threads are counted once, and each is multiplied by what it costs in loops of calls, measured in the same campaign. The table has the commands that take 50 ms or more when nobody watches: how far off the prediction of their slowdown is, up or down, at the median and at most. Where many processes share this machine, this includes the error of the measurement. Every command: [predictions.csv](%s/predictions.csv). The costs: [costs.csv](%s/costs.csv). Not modelled is what a real tool does at a stop; tasks that wait for one tracer at a time; and caches that are cold.\n\n",
		report->base, report->base);
	report_grid(report, &grid);
}

const struct section section = {
	.order = 650,
	.heading = "## Predicted, and measured",
	.write = write,
};
