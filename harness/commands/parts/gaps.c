#include <string.h>

#include "gaps.h"
#include "report/text.h"

enum { LIST_WIDTH = 60 };

/* The different names in some gaps, in their order. */
struct names {
	char text[LIST_WIDTH + 1];
	size_t n, told;
};

typedef struct text name_of(const struct known *known, const struct gap_row *gap);

static struct text mode_of(const struct known *known, const struct gap_row *gap)
{
	(void)known;
	struct text text;
	snprintf(text.s, sizeof text.s, "%s", gap->mode);
	return text;
}

static struct text cell_of(const struct known *known, const struct gap_row *gap)
{
	struct text text = text_cell(known, gap->workload, gap->size);
	size_t n = strlen(text.s);
	snprintf(text.s + n, sizeof text.s - n, " %s", gap->placement);
	return text;
}

static bool same_reason(const struct gap_row *a, const struct gap_row *b)
{
	return strcmp(a->status, b->status) == 0 && strcmp(a->reason, b->reason) == 0;
}

static bool is_first(const struct gap_row *gaps, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (same_reason(&gaps[j], &gaps[i]))
			return false;
	return true;
}

static bool is_first_of_name(
	const struct known *known, const struct gap_row *gaps, size_t from, size_t i, name_of *name)
{
	for (size_t j = from; j < i; j++)
		if (same_reason(&gaps[j], &gaps[i]) &&
			strcmp(name(known, &gaps[j]).s, name(known, &gaps[i]).s) == 0)
			return false;
	return true;
}

/* Adds a name if it fits. */
static void add(struct names *names, const char *name, const char *separator)
{
	size_t length = strlen(names->text), room = sizeof names->text - length;
	char more[sizeof(struct text) + sizeof ", "];
	snprintf(more, sizeof more, "%s%s", length ? separator : "", name);
	if (names->told == names->n && strlen(more) < room) {
		strcpy(names->text + length, more);
		names->told++;
	}
	names->n++;
}

static struct names names_of(const struct loaded *loaded, size_t first, name_of *name,
	const char *separator, size_t *gaps_n)
{
	struct rows rows = tables_rows(loaded, &gaps_table);
	const struct gap_row *gaps = rows.all;
	struct names names = { .n = 0 };
	*gaps_n = 0;
	for (size_t i = first; i < rows.n; i++) {
		if (!same_reason(&gaps[i], &gaps[first]))
			continue;
		++*gaps_n;
		if (is_first_of_name(&loaded->known, gaps, first, i, name))
			add(&names, name(&loaded->known, &gaps[i]).s, separator);
	}
	return names;
}

/* Returns the names that fit, and the number of others. */
static struct text words_of(const struct names *names)
{
	struct text words;
	int n = snprintf(words.s, sizeof words.s, "%s", names->text);
	if (names->n > names->told)
		snprintf(words.s + n, sizeof words.s - (size_t)n, " and %zu more",
			names->n - names->told);
	return words;
}

static void say_reason(const struct loaded *loaded, size_t first, const struct sheet *sheet)
{
	const struct gap_row *all = tables_rows(loaded, &gaps_table).all, *gap = &all[first];
	size_t n;
	struct names modes = names_of(loaded, first, mode_of, ", ", &n);
	struct names cells = names_of(loaded, first, cell_of, "; ", &n);
	char count[40] = "";
	if (n < modes.n * cells.n) /* not each of the modes in each of the cells */
		snprintf(count, sizeof count, "; %zu in all", n);
	(strcmp(gap->status, "fail") == 0 ? sheet_warn : sheet_say)(sheet, "%s: %s (%s%s): %s",
		gap->status, words_of(&modes).s, words_of(&cells).s, count, gap->reason);
}

void gaps_say(const struct loaded *loaded, const struct sheet *sheet)
{
	struct rows rows = tables_rows(loaded, &gaps_table);
	for (size_t i = 0; i < rows.n; i++)
		if (is_first(rows.all, i))
			say_reason(loaded, i, sheet);
	if (rows.n > 1)
		sheet_say(sheet, "each of these %zu is in runs.csv, with its reason", rows.n);
}
