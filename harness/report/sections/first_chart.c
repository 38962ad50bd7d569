/* The first chart that was drawn. */
#include "report/charts/charts.h"
#include "report/section.h"

static void write(struct report *report)
{
	struct charts charts;
	charts_find(&charts);
	for (const struct chart *chart = charts.list; chart < charts.list + charts.n; chart++)
		if (chart_is_drawn(chart, report->loaded->directory)) {
			report_picture(report, chart);
			return;
		}
}

const struct section section = {
	.order = 300,
	.write = write,
};
