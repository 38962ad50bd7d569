#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/words.h"
#include "brought.h"

static bool is_printable(const char *s)
{
	for (size_t n = strlen(s), length; n > 0; s += length, n -= length) {
		length = utf8_printable(s, n);
		if (length == 0)
			return false;
	}
	return true;
}

/* Returns NAME of "wrap:NAME". */
static const char *own_name(const char *name)
{
	return name + strcspn(name, ":") + 1;
}

/* Returns how long NAME may be. */
static int name_max(const struct brought_kind *kind)
{
	return (int)(kind->name_size - strlen(kind->option) - sizeof ":");
}

const char *brought_read(
	const struct brought_kind *kind, const char *text, char *name, struct complaint *complaint)
{
	const char *option = kind->option;
	int n = (int)strcspn(text, "=");
	if (!text[n])
		complain(complaint, "--%s: expected NAME=COMMAND, found \"%.80s\"", option, text);
	else if (snprintf(name, kind->name_size, "%s:%.*s", option, n, text) >=
			 (int)kind->name_size ||
		 !kind->is_name(name))
		complain(complaint,
			"--%s: expected a name of at most %d characters (a to z, 0 to 9, '-'), found \"%.80s\"",
			option, name_max(kind), text);
	else if (!is_printable(text + n + 1))
		complain(complaint,
			"--%s %.*s: expected a command in printable UTF-8, found other bytes",
			option, n, text);
	else
		return text + n + 1;
	return NULL;
}

int brought_again(const struct brought_kind *kind, const char *name, const char *known,
	const char *command, struct complaint *complaint)
{
	if (strcmp(known, command) == 0)
		return 0;
	return complain(complaint, "--%s %s: the name already stands for another command: %.80s",
		kind->option, own_name(name), known);
}

int brought_keep(const struct brought_kind *kind, const char *name, const char *command,
	struct brought *brought, struct complaint *complaint)
{
	struct complaint inner;
	char *text = strdup(command), *cut = strdup(command);
	char **words = calloc((size_t)kind->words_max + 1, sizeof *words);
	bool room = text && cut && words;
	int n = room ? words_split(cut, '\0', words, kind->words_max, &inner) : 0;
	*brought = (struct brought){ text, words };
	if (n > 0)
		return 0;
	free(text);
	free(cut);
	free(words);
	return complain(complaint, "--%s %s: %s%s", kind->option, own_name(name),
		!room	? "no memory for it"
		: n < 0 ? inner.text
			: "expected a command ",
		room && n == 0 ? kind->place : "");
}
