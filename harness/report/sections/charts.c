/* The pictures that are there. */
#include "report/charts/charts.h"
#include "report/report.h"

void report_charts(const struct report *report)
{
	bool any = false;
	fprintf(report->out, "## Charts\n\n");
	for (const struct chart *chart = charts; chart->name; chart++)
		if (chart_is_drawn(chart, report->loaded)) {
			fprintf(report->out, "**%s**\n\n![%s](%s/charts/%s.svg)\n\n", chart->title,
				chart->title, report->base, chart->name);
			any = true;
		}
	if (any)
		fprintf(report->out,
			"A point is the median over blocks and its bar the 95 %% interval; "
			"switches are totals. The same as PNG: [charts](%s/charts).\n\n",
			report->base);
	else
		fputs("None is there: drawing them takes gnuplot.\n\n", report->out);
}
