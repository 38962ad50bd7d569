#include <math.h>
#include <stdio.h>
#include <string.h>

#include "comparison_words.h"
#include "derive/tables.h"
#include "report/text.h"

struct phrase comparison_side(const struct compared_side *side)
{
	struct phrase phrase;
	const char *first = side->campaigns[0]->label;
	if (side->n == 1)
		snprintf(phrase.s, sizeof phrase.s, "%s", first);
	else
		snprintf(phrase.s, sizeof phrase.s, "%s and %zu more (%zu boots)", first,
			side->n - 1, side->boots);
	return phrase;
}

static const char *sameness(const struct comparison *comparison)
{
	const struct compared *a = comparison->a.campaigns[0], *b = comparison->b.campaigns[0];
	if (a->configuration != b->configuration)
		return "another machine or kernel";
	if (!compared_boot(a) || !compared_boot(b))
		return "one machine, perhaps one boot: machine.json does not tell the boot";
	return a->boot == b->boot ? "one machine, one boot" : "one machine, two boots";
}

struct phrase comparison_basis(const struct comparison *comparison)
{
	struct phrase phrase;
	size_t least = comparison->a.boots < comparison->b.boots ? comparison->a.boots
								 : comparison->b.boots;
	if (!comparison->by_boots)
		snprintf(phrase.s, sizeof phrase.s, "%s (%s)", COMPARE_NO_VERDICT,
			sameness(comparison));
	else
		snprintf(phrase.s, sizeof phrase.s, "judged over %zu and %zu boots, at +-%g %%%s",
			comparison->a.boots, comparison->b.boots, 100 * comparison->margin,
			least < COMPARE_BOOTS_ADVISED ? "; five of each are advised" : "");
	return phrase;
}

/* Returns the mode and cell of a row, and of which campaign it is if there are several. */
static struct phrase row_name(const struct comparisons *all, const struct comparison_row *row)
{
	struct phrase phrase;
	const struct known *known = &all->list[0].a.campaigns[0]->loaded.known;
	snprintf(phrase.s, sizeof phrase.s, "%s %s %s%s%s",
		text_cell(known, row->workload, row->size).s, row->placement, row->mode,
		all->n_list > 1 ? " of " : "", all->n_list > 1 ? row->campaign : "");
	return phrase;
}

struct phrase comparison_most(
	const struct comparisons *all, const struct comparison_findings *findings)
{
	struct phrase phrase;
	char unwatched[120] = "";
	const struct comparison_row *most = findings->most;
	if (!isnan(findings->unwatched))
		snprintf(unwatched, sizeof unwatched,
			" A call that nobody watches takes %.40s the time.",
			text_ratio(findings->unwatched).s);
	if (!most)
		snprintf(phrase.s, sizeof phrase.s,
			"What differs most: no slowdown differs, of %zu.%s", findings->rows,
			unwatched);
	else
		snprintf(phrase.s, sizeof phrase.s,
			"What differs most: %.400s, whose slowdown is %.80s that of %s; of %zu slowdowns, %zu are larger and %zu smaller.%s",
			row_name(all, most).s, text_ratio_interval(most->slowdown_ratio).s,
			most->baseline, findings->rows, findings->slower, findings->faster,
			unwatched);
	return phrase;
}

/* Returns the widest margin, as a percentage. */
static double widest(const struct comparisons *all)
{
	double margin = 0;
	for (size_t i = 0; i < all->n_list; i++)
		margin = all->list[i].margin > margin ? all->list[i].margin : margin;
	return 100 * margin;
}

struct phrase comparison_same(
	const struct comparisons *all, const struct comparison_findings *findings)
{
	struct phrase phrase;
	snprintf(phrase.s, sizeof phrase.s,
		"What does not differ: %zu of %zu are the same within +-%g %%, with their whole interval.",
		findings->same, findings->rows, widest(all));
	return phrase;
}

static bool has_single(const struct comparisons *all)
{
	for (size_t i = 0; i < all->n_list; i++)
		if (!all->list[i].by_boots)
			return true;
	return false;
}

struct phrase comparison_open(
	const struct comparisons *all, const struct comparison_findings *findings)
{
	struct phrase phrase;
	char open[160] = "";
	bool single = has_single(all);
	if (findings->open > 0)
		snprintf(open, sizeof open,
			"the other %zu (about %.*f times the %s would settle half of them)",
			findings->open, findings->more < 10, fmax(findings->more, 1.1),
			single ? "blocks, --blocks," : "boots");
	snprintf(phrase.s, sizeof phrase.s, "What cannot be told: %s%s%s.", open,
		*open && single ? ", and " : "",
		single ? "what another boot would change (measure three boots of each, better five)"
		: *open ? ""
			: "nothing");
	return phrase;
}

/* Appends "2,304". A count never has so many digits that its commas do not fit. */
static void put_count(struct phrase *phrase, unsigned long long count)
{
	char digits[24];
	size_t n = (size_t)snprintf(digits, sizeof digits, "%llu", count);
	for (size_t i = 0; i < n; i++) {
		size_t at = strlen(phrase->s);
		snprintf(phrase->s + at, sizeof phrase->s - at, "%s%c",
			i > 0 && (n - i) % 3 == 0 ? "," : "", digits[i]);
	}
}

static void put_text(struct phrase *phrase, const char *text)
{
	size_t at = strlen(phrase->s);
	snprintf(phrase->s + at, sizeof phrase->s - at, "%s", text);
}

struct phrase compared_flags(const struct compared *campaign)
{
	struct phrase phrase = { "" };
	const struct flag_row *all = campaign->flags.all; /* the first counts them all */
	if (campaign->flags.n == 0 || all->runs <= 0) {
		put_text(&phrase, "no run is flagged");
		return phrase;
	}
	put_count(&phrase, (unsigned long long)all->runs);
	put_text(&phrase, " of ");
	put_count(&phrase, (unsigned long long)all->of);
	put_text(&phrase, " runs flagged");
	for (size_t i = 1; i < campaign->flags.n; i++) {
		put_text(&phrase, i > 1 ? ", " : ": ");
		put_text(&phrase, all[i].flag);
		put_text(&phrase, " ");
		put_count(&phrase, (unsigned long long)all[i].runs);
	}
	return phrase;
}
