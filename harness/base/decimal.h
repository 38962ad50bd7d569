/* Decimal numbers as they are typed, exactly. */
#ifndef TRACETAX_DECIMAL_H
#define TRACETAX_DECIMAL_H

#include <stddef.h>
#include <stdint.h>

/* The number units / 10^scale. */
struct decimal {
	int64_t units;
	int scale;
};

/* Reads the decimal at the start of a text, such as -12 or 0.50, of at most 12 digits, six of them
 * after the point. Returns what follows it; NULL if there is none. */
const char *decimal_read(const char *text, struct decimal *decimal);
/* Returns the same number with at least so many digits after the point, at most 6. */
struct decimal decimal_rescaled(struct decimal decimal, int scale);
/* Writes it with all of its digits after the point. */
void decimal_write(struct decimal decimal, char *text, size_t size);

#endif
