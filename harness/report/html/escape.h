/* Text in HTML. */
#ifndef TRACETAX_HTML_ESCAPE_H
#define TRACETAX_HTML_ESCAPE_H

#include <stdio.h>

/* Writes n bytes of text, also for the value of an attribute in double quotes. What HTML would
 * interpret is escaped; what is not printable becomes '?', except tabs and ends of lines. */
void html_text(FILE *out, const char *s, size_t n);
/* Writes a whole string so. */
void html_words(FILE *out, const char *s);

#endif
