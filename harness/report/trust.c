#include <string.h>

#include "text.h"
#include "trust.h"

static bool is_of_itself(const struct relation_row *relation)
{
	return strcmp(relation->mode, relation->lower) == 0;
}

static bool is_equal(const struct relation_row *relation)
{
	return strcmp(relation->must, "equal") == 0;
}

/* Returns what a broken relation suggests. */
static const char *thought(const struct relation_row *relation)
{
	static const char *const thoughts[][2] = {
		{ "machine",
			"the same program differs from itself: what disturbs this machine lasts about as long as a run" },
		{ "mode",
			"what makes no call cannot notice who watches its calls: its runs were disturbed" },
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
		"%.31s %.15s: %.39s takes %s of %.39s, which %s (smallest detectable effect %.1f %%): %s",
		relation->workload, relation->placement, relation->mode,
		text_ratio_interval(relation->ratio).s,
		is_of_itself(relation) ? "another run of it" : relation->lower,
		is_equal(relation) ? "must be equal" : "cannot be the more expensive one",
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

/* Tells whether most runs are flagged, and leaving them out changes a result. */
static bool flags_decide(const struct loaded *loaded)
{
	const struct flag_row *any = tables_rows(loaded, &flags_table).all;
	struct rows summary = tables_rows(loaded, &summary_table);
	const struct summary_row *rows = summary.all;
	bool matter = false;
	for (size_t i = 0; i < summary.n; i++)
		matter |= is_yes(rows[i].flags_matter);
	return matter && any && any->runs * 2 > any->of;
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
	if (flags_decide(loaded)) {
		say("more than half of the runs are flagged, and those that are not tell another story: the machine was not alone, or not steady",
			context);
		reasons++;
	}
	return reasons;
}
