#include <math.h>
#include <stdlib.h>

#include "escape.h"
#include "plot.h"
#include "report/text.h"

enum {
	LEFT = 9, /* where the first point is, in percent of the width, which CSS decides */
	RIGHT = 91, /* and the last */
	EDGE = 3, /* how far the axis goes beyond them */
	APART = 18, /* names of tics that are nearer would touch on a phone */
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

/* Returns where a time is, in percent. */
static double place(const struct axis *axis, double ns)
{
	double part = axis->log ? log(ns / axis->low) / log(axis->high / axis->low)
				: (ns - axis->low) / (axis->high - axis->low);
	return axis->high > axis->low ? LEFT + part * (RIGHT - LEFT) : (LEFT + RIGHT) / 2.0;
}

/* Returns a step of 1, 2 or 5 times a power of ten that parts the axis into five at most. */
static double step_of(const struct axis *axis)
{
	double least = (axis->high - axis->low) / 5;
	double power = pow(10, floor(log10(least > 0 ? least : 1)));
	return power * (least <= power ? 1 : least <= 2 * power ? 2 : least <= 5 * power ? 5 : 10);
}

static void write_tic(FILE *out, const struct axis *axis, double ns)
{
	double x = place(axis, ns);
	fprintf(out, "<line class=\"axis\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" y2=\"%d\"/>", x, x,
		AXIS, AXIS + 6);
	fprintf(out, "<text x=\"%.2f%%\" y=\"%d\" text-anchor=\"middle\">", x, AXIS + 22);
	html_words(out, text_ns(ns).s);
	fputs("</text>\n", out);
}

/* Tells whether a decade is named: not where it is near an end of the axis, which is. */
static bool is_apart(const struct axis *axis, double ns)
{
	double x = place(axis, ns);
	return !axis->log || (x - LEFT > APART && RIGHT - x > APART);
}

static void write_tics(FILE *out, const struct axis *axis)
{
	double step = axis->log ? pow(10, floor(log10(axis->low))) : step_of(axis);
	double at = ceil(axis->low / step) * step;
	if (axis->log && axis->high > 5 * axis->low)
		at = axis->low > step ? 10 * step : step;
	for (int n = 0; at <= axis->high && n < TICS_MAX; n++) {
		if (is_apart(axis, at))
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
		fprintf(out,
			"<text class=\"flagged\" x=\"%.2f%%\" y=\"%.1f\" dy=\".35em\" text-anchor=\"middle\">\u00d7<title>",
			x, y);
	else
		fprintf(out, "<circle class=\"run\" cx=\"%.2f%%\" cy=\"%.1f\" r=\"4\"><title>", x,
			y);
	html_words(out, text_ns(run->ns).s);
	fputs(run->flagged ? ", flagged</title></text>\n" : "</title></circle>\n", out);
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
	fprintf(out, "<svg height=\"%d\" role=\"img\" aria-label=\"", AXIS + 30);
	write_words(out, strip, name);
	fputs("\">\n<text y=\"16\">", out);
	write_words(out, strip, name);
	fprintf(out,
		"</text>\n<line class=\"axis\" x1=\"%d%%\" x2=\"%d%%\" y1=\"%d\" y2=\"%d\"/>\n",
		LEFT - EDGE, RIGHT + EDGE, AXIS, AXIS);
	write_tics(out, &axis);
	for (size_t i = 0; i < strip->n; i++)
		write_run(out, &axis, &strip->runs[i], i);
	double x = place(&axis, median);
	fprintf(out,
		"<line class=\"median\" x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"%d\" y2=\"%d\"/>\n</svg>\n",
		x, x, MIDDLE - 30, AXIS);
}
