#include <stdbool.h>
#include <string.h>

#include "utf8.h"

static size_t length_by_first(unsigned char c)
{
	return c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
}

/* Tells whether the second byte makes an overlong form, a surrogate, a character beyond U+10FFFF,
 * or a C1 control, which moves a terminal as C0 controls do. */
static bool second_is_wrong(unsigned char first, unsigned char second)
{
	return (first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
	       (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f) ||
	       (first == 0xc2 && second < 0xa0);
}

size_t utf8_printable(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t length = length_by_first(u[0]);
	if (u[0] < 0x20 || u[0] == 0x7f || length > n)
		return 0;
	if (length > 1 && second_is_wrong(u[0], u[1]))
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((u[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

size_t utf8_mark(const char *s)
{
	static const char mark[] = "\xef\xbb\xbf"; /* U+FEFF */
	return strncmp(s, mark, strlen(mark)) == 0 ? strlen(mark) : 0;
}

void utf8_mask(char *s)
{
	for (size_t n = strlen(s); n > 0;) {
		size_t length = utf8_printable(s, n);
		if (length == 0) {
			*s = '?';
			length = 1;
		}
		s += length;
		n -= length;
	}
}
