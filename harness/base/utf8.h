/* Text from elsewhere: what of it may reach a terminal or a file. */
#ifndef TRACETAX_UTF8_H
#define TRACETAX_UTF8_H

#include <stddef.h>

/* The bytes of the printable UTF-8 character that s begins with, s holding n > 0 bytes; 0 where
 * there is none: a control character (C0, DEL, C1) or no UTF-8 (RFC 3629, section 4). */
size_t utf8_printable(const char *s, size_t n);

/* Replaces by '?' every byte of s that belongs to no such character. */
void utf8_mask(char *s);

#endif
