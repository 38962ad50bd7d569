#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "nearest.h"

enum { NAME_MAX_LENGTH = 63 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Returns the edit distance of two names of at most NAME_MAX_LENGTH: optimal string alignment
 * (Levenshtein's distance, where swapping two neighbours is one step). Ignores case. */
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

/* Returns the largest distance at which a name is still offered for another: a third of their
 * length, at least 1. */
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
