#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/words.h"
#include "roster.h"
#include "wrap.h"

enum { WORDS_MAX = 64 };

static bool is_printable(const char *s)
{
	for (size_t n = strlen(s), length; n > 0; s += length, n -= length) {
		length = utf8_printable(s, n);
		if (length == 0)
			return false;
	}
	return true;
}

/* What a mode keeps of its command, in one allocation. */
struct kept {
	char *words[WORDS_MAX + 1];
	char text[];
};

static int define(const char *mode, const char *command, struct complaint *complaint)
{
	size_t size = strlen(command) + 1;
	struct complaint inner;
	struct kept *kept = malloc(sizeof *kept + 2 * size);
	if (!kept)
		return complain(complaint, "no memory for a mode");
	char *cut = strcpy(kept->text + size, command);
	int n = words_split(cut, '\0', kept->words, WORDS_MAX, &inner);
	struct mode wrap = { .since = "any", .uncounted = true, .wrapper = kept->words };
	wrap.summary = strcpy(kept->text, command);
	snprintf(wrap.name, sizeof wrap.name, "%s", mode);
	if (n > 0 && roster_keep(&wrap))
		return 0;
	free(kept);
	return complain(complaint, "--wrap %s: %s", mode + strcspn(mode, ":") + 1,
		n < 0	 ? inner.text
		: n == 0 ? "expected a command to put in front of the workload, found none"
			 : "no memory for a mode");
}

int wrap_define(const char *text, struct complaint *complaint)
{
	char name[MODE_NAME_SIZE];
	int n = (int)strcspn(text, "=");
	const char *command = text + n + 1;
	if (!text[n])
		return complain(complaint, "--wrap: expected NAME=COMMAND, found \"%.80s\"", text);
	if (snprintf(name, sizeof name, "wrap:%.*s", n, text) >= (int)sizeof name ||
		!mode_is_wrap(name))
		return complain(complaint,
			"--wrap: expected a name of at most 34 characters (a to z, 0 to 9, '-'), found \"%.80s\"",
			text);
	if (!is_printable(command))
		return complain(complaint,
			"--wrap %.*s: expected a command in printable UTF-8, found other bytes", n,
			text);
	const struct mode *known = roster_find(name);
	if (known && strcmp(known->summary, command) != 0)
		return complain(complaint,
			"--wrap %.*s: the name already stands for another command: %.80s", n, text,
			known->summary);
	return known ? 0 : define(name, command, complaint);
}
