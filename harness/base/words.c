#include <stdbool.h>
#include <string.h>

#include "words.h"

static const char BLANKS[] = " \t\r\n";

/* Takes the next character of a word, without quotes; returns false at the word's end. */
static bool next_character(const char **from, char comment, char *quote, char *c)
{
	for (; **from; ++*from) {
		bool is_end = !*quote && (strchr(BLANKS, **from) || **from == comment);
		if (is_end)
			return false;
		if (!*quote && strchr("'\"", **from)) {
			*quote = **from;
		} else if (*quote && **from == *quote) {
			*quote = '\0';
		} else {
			*from += **from == '\\' && *quote != '\'' && (*from)[1];
			*c = *(*from)++;
			return true;
		}
	}
	return false;
}

int words_split(char *text, char comment, char **words, int max, struct complaint *complaint)
{
	int n = 0;
	char quote = '\0', *to = text;
	const char *from = text + strspn(text, BLANKS);
	words[0] = NULL;
	while (*from && *from != comment) {
		if (n == max)
			return complain(complaint, "expected at most %d words, found more", max);
		words[n++] = to;
		while (next_character(&from, comment, &quote, to))
			to++;
		if (quote)
			return complain(complaint, "unclosed quote: %c", quote);
		char end = *from; /* read now: the end mark of the word may overwrite it */
		*to++ = '\0';
		words[n] = NULL;
		if (end == '\0' || end == comment)
			break;
		from += 1 + strspn(from + 1, BLANKS);
	}
	return n;
}
