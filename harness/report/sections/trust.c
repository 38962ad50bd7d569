/* Whether a campaign can be trusted: what must hold in it, and what disturbed it. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "report/report.h"
#include "report/sections/trust.h"
#include "report/text.h"

static bool is_of_itself(const struct relation_row *relation)
{
	return strcmp(relation->mode, relation->lower) == 0;
}

static bool is_equal(const struct relation_row *relation)
{
	return strcmp(relation->must, "equal") == 0;
}

/* Returns what to think of one that is broken. */
static const char *thought(const struct relation_row *relation)
{
	static const char *const thoughts[][2] = {
		{ "machine", "the same program differs from itself: what disturbs this machine "
			     "lasts about as long as a run" },
		{ "mode", "what makes no call cannot notice who watches its calls: its runs were "
			  "disturbed" },
		{ "baseline", "the baseline was disturbed" },
		{ "either", "the runs of one of the two were disturbed" },
	};
	size_t i = 0;
	while (i < 3 && strcmp(thoughts[i][0], relation->suspect) != 0)
		i++;
	return thoughts[i][1];
}

static void say_broken(
	const struct relation_row *relation, void (*say)(const char *, void *), void *context)
{
	char line[800];
	snprintf(line, sizeof line,
		"%.31s %.15s: %.39s takes %s of %.39s, which %s (smallest detectable effect %.1f "
		"%%): %s",
		relation->workload, relation->placement, relation->mode,
		text_ratio_interval(relation->ratio).s,
		is_of_itself(relation) ? "another run of it" : relation->lower,
		is_equal(relation) ? "must be equal" : "cannot be the dearer one",
		relation->smallest_detectable * 100, thought(relation));
	say(line, context);
}

size_t trust_standing(const struct rows *relations, const char *standing)
{
	const struct relation_row *all = relations->all;
	size_t n = 0;
	for (size_t i = 0; i < relations->n; i++)
		n += strcmp(all[i].standing, standing) == 0;
	return n;
}

size_t trust_reasons(
	const struct loaded *loaded, void (*say)(const char *line, void *context), void *context)
{
	struct rows relations = tables_rows(loaded, &relations_table);
	const struct relation_row *all = relations.all;
	size_t reasons = trust_standing(&relations, "broken");
	for (size_t i = 0; i < relations.n; i++)
		if (strcmp(all[i].standing, "broken") == 0)
			say_broken(&all[i], say, context);
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

static const char *words(const struct relation_row *relation)
{
	return is_of_itself(relation) ? "equals itself"
	       : is_equal(relation)   ? "equals "
				      : "costs at least as much as ";
}

static const char *standing_words(const char *standing)
{
	return strcmp(standing, "holds") == 0  ? "holds"
	       : strcmp(standing, "open") == 0 ? "too few blocks"
					       : "**broken**";
}

static void write_relation(const struct report *report, const struct relation_row *relation)
{
	fprintf(report->out, "| %s | %s | %s %s%s | %s | %s | %s |\n",
		text_escape(text_cell(&report->loaded->known, relation->workload, relation->size).s)
			.s,
		text_escape(relation->placement).s, text_escape(relation->mode).s, words(relation),
		is_of_itself(relation) ? "" : text_escape(relation->lower).s,
		text_ratio_interval(relation->ratio).s,
		text_percent(relation->smallest_detectable).s, standing_words(relation->standing));
}

/* All of them where one is broken or they are few; else those of the first cell, and how many. */
static void write_relations(const struct report *report)
{
	enum { FEW = 24 };
	struct rows relations = tables_rows(report->loaded, &relations_table);
	const struct relation_row *rows = relations.all;
	bool all = relations.n <= FEW;
	fprintf(report->out,
		"%zu relations must hold between the modes of a cell, whatever the machine; %zu of "
		"them do, %zu are broken, of %zu too few blocks were measured. The intervals hold "
		"for all of them together at 95 %%; "
		"what breaks one is a difference that is certain and larger than the smallest "
		"detectable effect.\n\n"
		"| cell | placement | what must hold | time of the first against the second | "
		"smallest detectable effect | |\n|---|---|---|--:|--:|---|\n",
		relations.n, trust_standing(&relations, "holds"),
		trust_standing(&relations, "broken"), trust_standing(&relations, "open"));
	for (size_t i = 0; i < relations.n; i++)
		if (all || is_of_itself(&rows[i]) || strcmp(rows[i].standing, "holds") != 0)
			write_relation(report, &rows[i]);
	fprintf(report->out, "\n%s\n\n",
		all ? "The first rows of a cell are its A/A control."
		    : "Listed are the A/A controls, each a mode against itself, and what does not "
		      "hold; `tracetax summary` counts the rest.");
}

static void write_causes(const struct report *report, const struct rows *flags)
{
	const struct flag_row *all = flags->all;
	fprintf(report->out, "%" PRId64 " of %" PRId64 " runs are flagged", all->runs, all->of);
	for (size_t i = 1; i < flags->n; i++)
		fprintf(report->out, "%s%s %" PRId64, i > 1 ? ", " : " (",
			text_escape(all[i].flag).s, all[i].runs);
	fprintf(report->out, "%s; none is left out of the estimates. ", flags->n > 1 ? ")" : "");
}

static void write_flags(const struct report *report)
{
	struct rows flags = tables_rows(report->loaded, &flags_table),
		    summary = tables_rows(report->loaded, &summary_table);
	const struct flag_row *any = flags.all;
	const struct summary_row *rows = summary.all;
	bool matters = false;
	write_causes(report, &flags);
	for (size_t i = 0; i < summary.n; i++) {
		const struct summary_row *row = &rows[i];
		if (strcmp(row->flags_matter, "yes") != 0)
			continue;
		matters = true;
		fprintf(report->out, "Without them %s at %s would be %s in %s. ",
			text_escape(row->mode).s, text_escape(row->placement).s,
			text_ratio_interval(row->slowdown_unflagged).s,
			text_escape(text_cell(&report->loaded->known, row->workload, row->size).s)
				.s);
	}
	const char *rest = matters ? "All others stay within their intervals."
			   : any->runs > 0
				   ? "Without them every slowdown would stay within its interval."
				   : "";
	fprintf(report->out, "%s\n\n", rest);
}

void report_trust(const struct report *report)
{
	fprintf(report->out, "## Whether it can be trusted\n\n");
	write_relations(report);
	write_flags(report);
}
