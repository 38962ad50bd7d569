/* The charts that were drawn, except the first: first_chart.c. */
#include "report/charts/charts.h"
#include "report/section.h"

static void write(struct report *report)
{
	struct charts charts;
	size_t drawn = 0;
	charts_find(&charts);
	for (const struct chart *chart = charts.list; chart < charts.list + charts.n; chart++)
		if (chart_is_drawn(chart, report->loaded->directory) && drawn++ > 0)
			report_picture(report, chart);
	if (drawn)
		report_say(report,
			"A point is the median over blocks, and its bar is the 95 %% interval. Switches are totals. `scripts/plot.sh` draws the same as PNG and PDF.\n\n");
	else
		report_say(report, "There are none: drawing them takes gnuplot.\n\n");
}

const struct section section = {
	.order = 1200,
	.heading = "## Charts",
	.write = write,
};
