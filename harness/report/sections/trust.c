/* Whether a campaign can be trusted: what must hold in it, and what disturbed it. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "report/report.h"
#include "report/sections/trust.h"
#include "report/text.h"

static void say_broken(
	const struct expectation *e, void (*say)(const char *, void *), void *context)
{
	char line[800];
	snprintf(line, sizeof line,
		"%.31s %.15s: %.39s takes %s of %.39s, which %s (smallest detectable effect %.1f "
		"%%): %s",
		e->upper->workload, e->upper->placement, e->upper->mode,
		text_ratio_interval(e->ratio).s,
		e->lower == e->upper ? "another run of it" : e->lower->mode,
		e->equal ? "must be equal" : "cannot be the dearer one", e->detectable * 100,
		expectation_thought(e));
	say(line, context);
}

size_t trust_reasons(
	const struct loaded *loaded, void (*say)(const char *line, void *context), void *context)
{
	size_t reasons = loaded->expectations.broken;
	for (size_t i = 0; i < loaded->expectations.n; i++)
		if (loaded->expectations.all[i].standing == STANDING_BROKEN)
			say_broken(&loaded->expectations.all[i], say, context);
	if (load_clock_is_call(loaded)) {
		say("the clock is a system call here: reading it is watched like any other",
			context);
		reasons++;
	}
	if (load_flags_decide(loaded)) {
		say("more than half of the runs are flagged, and those that are not tell another "
		    "story: the machine was not alone, or not steady",
			context);
		reasons++;
	}
	return reasons;
}

static void write_reason(const char *line, void *context)
{
	const struct report *report = context;
	fprintf(report->out, "**Not to be trusted**: %s.\n\n", text_escape(line).s);
}

void report_distrust(const struct report *report)
{
	trust_reasons(report->loaded, write_reason, (void *)report);
}

static const char *words(const struct expectation *e)
{
	return e->lower == e->upper ? "equals itself"
	       : e->equal	    ? "equals "
				    : "costs at least as much as ";
}

static void write_expectation(const struct report *report, const struct expectation *e)
{
	static const char *const standings[] = { "holds", "too few blocks", "**broken**" };
	fprintf(report->out, "| %s | %s | %s %s%s | %s | %s | %s |\n",
		text_escape(text_cell(e->upper->workload, e->upper->size).s).s,
		text_escape(e->upper->placement).s, text_escape(e->upper->mode).s, words(e),
		e->lower == e->upper ? "" : text_escape(e->lower->mode).s,
		text_ratio_interval(e->ratio).s, text_percent(e->detectable).s,
		standings[e->standing]);
}

/* All of them where one is broken or they are few; else those of the first cell, and how many. */
static void write_expectations(const struct report *report)
{
	enum { FEW = 24 };
	const struct expectations *expectations = &report->loaded->expectations;
	bool all = expectations->n <= FEW;
	fprintf(report->out,
		"%zu relations must hold between the modes of a cell, whatever the machine; %zu of "
		"them do, %zu are broken, of %zu too few blocks were measured. The intervals hold "
		"for all of them together at 95 %%; "
		"what breaks one is a difference that is certain and larger than the smallest "
		"detectable effect.\n\n"
		"| cell | placement | what must hold | time of the first against the second | "
		"smallest detectable effect | |\n|---|---|---|--:|--:|---|\n",
		expectations->n, expectations->n - expectations->broken - expectations->open,
		expectations->broken, expectations->open);
	for (size_t i = 0; i < expectations->n; i++) {
		const struct expectation *e = &expectations->all[i];
		if (all || e->lower == e->upper || e->standing != STANDING_HOLDS)
			write_expectation(report, e);
	}
	fprintf(report->out, "\n%s\n\n",
		all ? "The first rows of a cell are its A/A control."
		    : "Listed are the A/A controls, each a mode against itself, and what does not "
		      "hold; `tracetax summary` counts the rest.");
}

static void write_flags(const struct report *report)
{
	const struct loaded *loaded = report->loaded;
	fprintf(report->out, "%" PRIu64 " of %" PRIu64 " runs are flagged", loaded->flagged,
		loaded->ok);
	for (size_t i = 0; i < loaded->dataset.n_causes; i++)
		fprintf(report->out, "%s%s %zu", i ? ", " : " (",
			text_escape(loaded->dataset.causes[i].flag).s, loaded->dataset.causes[i].n);
	fprintf(report->out, "%s; none is left out of the estimates. ",
		loaded->dataset.n_causes ? ")" : "");
	bool matters = false;
	for (size_t i = 0; i < loaded->dataset.n_groups; i++) {
		const struct summary_row *row = &loaded->rows[i];
		if (strcmp(row->flags_matter, "yes") != 0)
			continue;
		matters = true;
		fprintf(report->out, "Without them %s at %s would be %s in %s. ",
			text_escape(row->mode).s, text_escape(row->placement).s,
			text_ratio_interval(cells_unflagged(row)).s,
			text_escape(text_cell(row->workload, row->size).s).s);
	}
	const char *rest = matters		 ? "All others stay within their intervals."
			   : loaded->flagged > 0 ? "Without them every slowdown would stay within "
						   "its interval."
						 : "";
	fprintf(report->out, "%s\n\n", rest);
}

void report_trust(const struct report *report)
{
	fprintf(report->out, "## Whether it can be trusted\n\n");
	write_expectations(report);
	write_flags(report);
}
