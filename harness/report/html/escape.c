#include <string.h>

#include "base/utf8.h"
#include "escape.h"

/* Writes the character at the start of s. Returns the number of bytes that it takes. */
static size_t write_one(FILE *out, const char *s, size_t left)
{
	size_t taken = utf8_printable(s, left);
	if (strchr("<>&\"'", *s) && *s)
		fprintf(out, "&#%d;", *s);
	else if (*s == '\n' || *s == '\t')
		fputc(*s, out);
	else if (taken)
		fwrite(s, 1, taken, out);
	else
		fputc('?', out);
	return taken ? taken : 1;
}

void html_text(FILE *out, const char *s, size_t n)
{
	for (size_t at = 0; at < n;)
		at += write_one(out, s + at, n - at);
}

void html_words(FILE *out, const char *s)
{
	html_text(out, s, strlen(s));
}
