/* The charts that were drawn. */
#include "report/charts/charts.h"
#include "report/section.h"

static void write(struct report *report)
{
	struct charts charts;
	bool any = false;
	charts_find(&charts);
	for (const struct chart *chart = charts.list; chart < charts.list + charts.n; chart++)
		if (chart_is_drawn(chart, report->loaded->directory)) {
			report_say(report, "**%s**\n\n![%s](%s/charts/%s.svg)\n\n", chart->title,
				chart->title, report->base, chart->name);
			any = true;
		}
	if (any)
		report_say(report,
			"A point is the median over blocks, and its bar is the 95 %% interval. Switches are totals. The same as PNG: [charts](%s/charts).\n\n",
			report->base);
	else
		report_say(report, "There are none: drawing them takes gnuplot.\n\n");
}

const struct section section = {
	.order = 1200,
	.heading = "## Charts",
	.write = write,
};
