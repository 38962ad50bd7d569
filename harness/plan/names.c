#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "names.h"
#include "records/utf8.h"

enum { NAME_MAX_LENGTH = 63 };

int complain(struct complaint *complaint, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	vsnprintf(complaint->text, sizeof complaint->text, format, list);
	va_end(list);
	utf8_mask(complaint->text); /* what was typed may move a terminal */
	return -EINVAL;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Optimal string alignment, by rows: Levenshtein's distance, and two neighbours that changed places
 * are one step; case does not count. Both at most NAME_MAX_LENGTH long. */
static size_t distance(const char *a, const char *b)
{
	size_t rows[3][NAME_MAX_LENGTH + 1], m = strlen(a), n = strlen(b);
	for (size_t j = 0; j <= n; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= m; i++) {
		size_t *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			row[j] = last[j - 1] + !same(a[i - 1], b[j - 1]);
			row[j] = least(row[j], least(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
				row[j] = least(row[j], before[j - 2] + 1);
		}
	}
	return rows[m % 3][n];
}

/* What two names of these lengths may differ by and still be taken for one: a third, or one step.
 */
static size_t near(size_t a, size_t b)
{
	size_t third = (a > b ? a : b) / 3;
	return third > 1 ? third : 1;
}

struct nearest nearest_to(const char *typed)
{
	return (struct nearest){ .typed = typed, .distance = SIZE_MAX };
}

void nearest_offer(struct nearest *nearest, const char *candidate)
{
	size_t typed = strlen(nearest->typed), offered = strlen(candidate);
	if (typed > NAME_MAX_LENGTH || offered > NAME_MAX_LENGTH)
		return;
	size_t d = distance(nearest->typed, candidate);
	if (d < nearest->distance && d <= near(typed, offered)) {
		nearest->distance = d;
		snprintf(nearest->best, sizeof nearest->best, "%s", candidate);
	}
}

int nearest_complain(const struct nearest *nearest, const char *kind, const char *where,
	struct complaint *complaint)
{
	if (nearest->distance != SIZE_MAX)
		return complain(complaint, "unknown %s \"%.80s\": did you mean \"%s\"?", kind,
			nearest->typed, nearest->best);
	return complain(complaint, "unknown %s \"%.80s\": see %s", kind, nearest->typed, where);
}

static const struct argp_option *find_option(
	const struct argp_option *options, const char *name, size_t n)
{
	const struct argp_option *prefix = NULL;
	for (const struct argp_option *o = options; o->name || o->key || o->doc; o++) {
		if (!o->name || strncmp(o->name, name, n) != 0)
			continue;
		if (strlen(o->name) == n)
			return o;
		prefix = o;
	}
	return prefix;
}

/* "-o" as the last word. */
static bool lacks_value(const struct argp_option *options, const char *word)
{
	if (word[0] != '-' || !word[1] || word[2])
		return false;
	for (const struct argp_option *o = options; o->name || o->key || o->doc; o++)
		if (o->key == word[1])
			return o->arg != NULL;
	return false;
}

int names_check_options(
	const struct argp_option *options, int argc, char **argv, struct complaint *complaint)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], "--", 2) != 0) {
			if (i + 1 == argc && lacks_value(options, argv[i]))
				return complain(complaint, "%s needs a value", argv[i]);
			continue;
		}
		const char *name = argv[i] + 2;
		size_t n = strcspn(name, "=");
		if (n >= 1 && (strncmp("help", name, n) == 0 || strncmp("usage", name, n) == 0))
			continue;
		const struct argp_option *option = find_option(options, name, n);
		if (!option) {
			char typed[128];
			snprintf(typed, sizeof typed, "%.*s", (int)(n < 100 ? n : 100), name);
			struct nearest nearest = nearest_to(typed);
			for (const struct argp_option *o = options; o->name || o->key || o->doc;
				o++)
				if (o->name)
					nearest_offer(&nearest, o->name);
			return nearest_complain(&nearest, "option", "--help", complaint);
		}
		if (option->arg && !name[n] && ++i == argc)
			return complain(
				complaint, "--%s needs a value: %s", option->name, option->arg);
	}
	return 0;
}

int names_number(const char *text, const char *what, bool binary, uint64_t min, uint64_t max,
	uint64_t *value, struct complaint *complaint)
{
	char *end;
	errno = 0;
	*value = strtoull(text, &end, 10);
	bool number = isdigit((unsigned char)text[0]) && errno == 0;
	if (number && binary && *end) {
		static const char suffixes[] = "kMG";
		const char *at = strchr(suffixes, *end == 'K' ? 'k' : *end);
		unsigned shift = at ? 10U * (unsigned)(at - suffixes + 1) : 0;
		number = at && !end[1] && *value <= (UINT64_MAX >> shift);
		*value <<= shift;
	} else if (*end) {
		number = false;
	}
	if (number && *value >= min && *value <= max)
		return 0;
	return complain(complaint,
		"--%s \"%.40s\": give a whole number from %" PRIu64 " to %" PRIu64 "%s", what, text,
		min, max, binary ? ", with k, M or G if you like" : "");
}

int names_decimal(const char *text, const char *what, double min, double max, double *value,
	struct complaint *complaint)
{
	char *end;
	*value = strtod(text, &end);
	if (*text && !*end && strspn(text, "0123456789.eE+-") == strlen(text) && isfinite(*value) &&
		*value >= min && *value <= max)
		return 0;
	return complain(
		complaint, "--%s \"%.40s\": give a number from %g to %g", what, text, min, max);
}
