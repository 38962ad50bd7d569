#include <math.h>
#include <stdlib.h>

#include "escape.h"
#include "plot.h"
#include "report/text.h"

enum {
	WIDTH = 700,
	LEFT = 40,
	RIGHT = 660,
	AXIS = 88, /* where the axis is, from above */
	MIDDLE = 58, /* and the points */
	LANES = 7, /* points near each other lie in so many lanes */
	LANE = 6,
	TICS_MAX = 24,
};

/* The axis: logarithmic where the runs differ much. */
struct axis {
	double low, high;
	bool log;
};

static struct axis axis_of(const struct strip *strip)
{
	struct axis axis = { strip->runs[0].ns, strip->runs[0].ns, false };
	for (size_t i = 1; i < strip->n; i++) {
		axis.low = fmin(axis.low, strip->runs[i].ns);
		axis.high = fmax(axis.high, strip->runs[i].ns);
	}
	axis.log = axis.low > 0 && axis.high > 5 * axis.low;
	double room = axis.log ? 0 : fmax((axis.high - axis.low) / 20, fabs(axis.high) / 100);
	return (struct axis){ axis.low - room, axis.high + room, axis.log };
}

static double place(const struct axis *axis, double ns)
{
	double part = axis->log ? log(ns / axis->low) / log(axis->high / axis->low)
				: (ns - axis->low) / (axis->high - axis->low);
	return axis->high > axis->low ? LEFT + part * (RIGHT - LEFT) : (LEFT + RIGHT) / 2.0;
}

/* Returns a step of 1, 2 or 5 times a power of ten that parts the axis into six at most. */
static double step_of(const struct axis *axis)
{
	double least = (axis->high - axis->low) / 6;
	double power = pow(10, floor(log10(least > 0 ? least : 1)));
	return power * (least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10);
}

static void write_tic(FILE *out, const struct axis *axis, double ns)
{
	double x = place(axis, ns);
	fprintf(out, "<path class=\"axis\" d=\"M%.1f %d v6\"/>", x, AXIS);
	fprintf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">", x, AXIS + 22);
	html_words(out, text_ns(ns).s);
	fputs("</text>\n", out);
}

static void write_tics(FILE *out, const struct axis *axis)
{
	double step = axis->log ? pow(10, floor(log10(axis->low))) : step_of(axis);
	double at = ceil(axis->low / step) * step;
	if (axis->log && axis->high > 5 * axis->low)
		at = axis->low > step ? 10 * step : step;
	for (int n = 0; at <= axis->high && n < TICS_MAX; n++) {
		write_tic(out, axis, at);
		at = axis->log ? 10 * at : at + step;
	}
	if (axis->log) {
		write_tic(out, axis, axis->low);
		write_tic(out, axis, axis->high);
	}
}

static void write_run(FILE *out, const struct axis *axis, const struct strip_run *run, size_t i)
{
	double x = place(axis, run->ns), y = MIDDLE + LANE * ((double)(i * 3 % LANES) - LANES / 2);
	if (run->flagged)
		fprintf(out, "<path class=\"flagged\" d=\"M%.1f %.1f l8 8 m0 -8 l-8 8\"><title>",
			x - 4, y - 4);
	else
		fprintf(out, "<circle class=\"run\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>", x, y);
	html_words(out, text_ns(run->ns).s);
	fputs(run->flagged ? ", flagged</title></path>\n" : "</title></circle>\n", out);
}

static int by_time(const void *a, const void *b)
{
	const struct strip_run *x = a, *y = b;
	return (x->ns > y->ns) - (x->ns < y->ns);
}

/* Sorts the runs, whose lanes then tell neighbours apart. Returns their median. */
static double sort(const struct strip *strip)
{
	qsort(strip->runs, strip->n, sizeof *strip->runs, by_time);
	return (strip->runs[(strip->n - 1) / 2].ns + strip->runs[strip->n / 2].ns) / 2;
}

static void write_words(FILE *out, const struct strip *strip, const char *name)
{
	html_words(out, name);
	fprintf(out, ": %zu run%s", strip->n, strip->n == 1 ? "" : "s");
	if (strip->flagged)
		fprintf(out, ", %zu flagged", strip->flagged);
}

void html_plot(FILE *out, const struct strip *strip, const char *name)
{
	if (strip->n == 0)
		return;
	double median = sort(strip);
	const struct axis axis = axis_of(strip);
	fprintf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, AXIS + 30);
	write_words(out, strip, name);
	fprintf(out, "\">\n<text x=\"%d\" y=\"16\">", LEFT - 20);
	write_words(out, strip, name);
	fprintf(out, "</text>\n<path class=\"axis\" d=\"M%d %d H%d\"/>\n", LEFT - 20, AXIS,
		RIGHT + 20);
	write_tics(out, &axis);
	for (size_t i = 0; i < strip->n; i++)
		write_run(out, &axis, &strip->runs[i], i);
	fprintf(out, "<path class=\"median\" d=\"M%.1f %d V%d\"/>\n</svg>\n", place(&axis, median),
		MIDDLE - 30, AXIS);
}
