/* Decides what of a foreign text may reach a terminal or a file. */
#ifndef TRACETAX_UTF8_H
#define TRACETAX_UTF8_H

#include <stddef.h>

/* Returns the length in bytes of the printable UTF-8 character at the start of s, which holds n
 * > 0 bytes; 0 if there is none: a control character (C0, DEL, C1), or no UTF-8 (RFC 3629,
 * section 4). */
size_t utf8_printable(const char *s, size_t n);

/* Returns the length in bytes of a byte order mark, which spreadsheets and editors put at the start
 * of a file; 0 if there is none. */
size_t utf8_mark(const char *s);

/* Replaces each byte that is not part of a printable character by '?'. */
void utf8_mask(char *s);

#endif
