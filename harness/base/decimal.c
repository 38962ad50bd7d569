#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

#include "decimal.h"

enum { DIGITS_MAX = 12, DECIMALS_MAX = 6 }; /* rescaled, they still fit into 64 bits */

const char *decimal_read(const char *text, struct decimal *decimal)
{
	bool minus = *text == '-';
	const char *c = text + minus, *point = NULL;
	int digits = 0;
	*decimal = (struct decimal){ 0 };
	for (; isdigit((unsigned char)*c) || (*c == '.' && !point); c++) {
		if (*c == '.') {
			point = c;
			continue;
		}
		decimal->units = 10 * decimal->units + (*c - '0');
		decimal->scale += point != NULL;
		if (++digits > DIGITS_MAX || decimal->scale > DECIMALS_MAX)
			return NULL;
	}
	decimal->units = minus ? -decimal->units : decimal->units;
	return digits && !(point && decimal->scale == 0) ? c : NULL;
}

struct decimal decimal_rescaled(struct decimal decimal, int scale)
{
	for (; decimal.scale < scale; decimal.scale++)
		decimal.units *= 10;
	return decimal;
}

void decimal_write(struct decimal decimal, char *text, size_t size)
{
	char digits[32];
	int64_t units = decimal.units < 0 ? -decimal.units : decimal.units;
	int n = snprintf(digits, sizeof digits, "%0*" PRId64, decimal.scale + 1, units);
	int whole = n - decimal.scale;
	snprintf(text, size, "%s%.*s%s%s", decimal.units < 0 ? "-" : "", whole, digits,
		decimal.scale ? "." : "", digits + whole);
}
