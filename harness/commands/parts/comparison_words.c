#include <stdio.h>
#include <string.h>

#include "comparison_words.h"
#include "derive/tables.h"

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
	const struct loaded *loaded = &campaign->loaded;
	if (loaded->flagged == 0) {
		put_text(&phrase, "no run is flagged");
		return phrase;
	}
	put_count(&phrase, loaded->flagged);
	put_text(&phrase, " of ");
	put_count(&phrase, loaded->ok);
	put_text(&phrase, " runs flagged");
	struct rows flags = tables_rows(loaded, &flags_table);
	const struct flag_row *all = flags.all;
	for (size_t i = 1; i < flags.n; i++) {
		put_text(&phrase, i > 1 ? ", " : ": ");
		put_text(&phrase, all[i].flag);
		put_text(&phrase, " ");
		put_count(&phrase, (unsigned long long)all[i].runs);
	}
	return phrase;
}
