#include <stdlib.h>

#include "cards.h"
#include "escape.h"
#include "plot.h"
#include "report/headlines.h"

static void write_runs(FILE *out, const struct loaded *loaded, const struct headline *headline)
{
	fputs("<details class=\"strip\"><summary>every run</summary>\n", out);
	for (size_t i = 0; i < sizeof headline->runs / sizeof *headline->runs; i++) {
		const struct key *key = &headline->runs[i];
		struct strip strip = headline->program
					     ? strip_of_program(loaded, key->mode, key->placement)
					     : strip_of_cell(loaded, *key);
		html_plot(out, &strip, key->mode);
		free(strip.runs);
	}
	fprintf(out,
		"<p class=\"legend\">Time per call%s. A dot is a run, a cross a run that was flagged as disturbed; none is left out. The line is the median.</p>\n</details>\n",
		headline->program ? ", in user mode" : "");
}

static void write_card(FILE *out, const struct loaded *loaded, const struct headline *headline)
{
	fputs("<li class=\"card\"><span class=\"figure\">", out);
	html_words(out, headline->figure.s);
	fputs("</span>\n<span class=\"interval\">", out);
	fputs(*headline->interval.s ? "95 %: " : "no interval", out);
	html_words(out, headline->interval.s);
	fputs("</span>\n<span class=\"label\">", out);
	html_words(out, headline->label.s);
	fputs("</span>\n", out);
	write_runs(out, loaded, headline);
	fputs("</li>\n", out);
}

void html_cards(FILE *out, const struct report *report)
{
	struct headline headlines[HEADLINES_MAX];
	size_t n = headlines_find(report, headlines);
	if (n)
		fputs("<ul class=\"cards\">\n", out);
	for (size_t i = 0; i < n; i++)
		write_card(out, report->loaded, &headlines[i]);
	if (n)
		fputs("</ul>\n", out);
}
