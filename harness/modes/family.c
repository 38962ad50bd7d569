#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mode.h"

enum { DIGITS_MAX = 6, DECIMALS_MAX = 3 };

bool mode_is_family(const struct mode *mode)
{
	return strchr(mode->name, 'N') != NULL;
}

/* Finds the number in `name` and returns its length; 0 if it is no name of this family. */
static size_t number_in(const struct mode *family, const char *name, const char **number)
{
	const char *n = strchr(family->name, 'N');
	size_t before = n ? (size_t)(n - family->name) : 0, after = n ? strlen(n + 1) : 0;
	size_t length = strlen(name);
	if (!n || length <= before + after || strncmp(name, family->name, before) != 0 ||
		strcmp(name + length - after, n + 1) != 0)
		return 0;
	*number = name + before;
	return length - before - after;
}

/* Parses digits with at most three decimals, which "%.9g" gives back as they were. */
static bool parse(const char *text, size_t length, double *value)
{
	size_t digits = strspn(text, "0123456789"), decimals = 0;
	digits = digits < length ? digits : length;
	if (digits < length && text[digits] == '.') {
		decimals = length - digits - 1;
		if (!decimals || strspn(text + digits + 1, "0123456789") < decimals)
			return false;
	} else if (digits < length) {
		return false;
	}
	if (digits < 1 || digits > DIGITS_MAX || decimals > DECIMALS_MAX)
		return false;
	*value = strtod(text, NULL);
	return true;
}

const struct mode *mode_family(const char *name)
{
	const char *number;
	for (const struct mode *const *m = modes; *m; m++)
		if (number_in(*m, name, &number))
			return *m;
	return NULL;
}

bool mode_member(const struct mode *family, const char *name, struct mode *member)
{
	const char *number;
	size_t length = number_in(family, name, &number);
	double n;
	if (!length || !parse(number, length, &n) || n < family->n_min || n > family->n_max ||
		(family->n_whole && n != (double)(long)n))
		return false;
	*member = *family;
	member->n = n;
	snprintf(member->name, sizeof member->name, "%.*s%.9g%s", (int)strcspn(family->name, "N"),
		family->name, n, strchr(family->name, 'N') + 1);
	return true;
}
