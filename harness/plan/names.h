/* What the user typed: names with the nearest known one, numbers with their range. */
#ifndef TRACETAX_NAMES_H
#define TRACETAX_NAMES_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One line for standard error that names the thing and what to do. */
struct complaint {
	char text[400];
};

/* Writes the line; always -EINVAL. */
int complain(struct complaint *complaint, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Finds the name nearest to one that was typed: offer each candidate, then read `best`. */
struct nearest {
	const char *typed;
	char best[64];
	size_t distance; /* in steps, or SIZE_MAX where nothing is near enough to be offered */
};
struct nearest nearest_to(const char *typed);
void nearest_offer(struct nearest *nearest, const char *candidate);
/* Says `unknown KIND "typed": did you mean "best"?`, or names `where` to look. Always -EINVAL. */
int nearest_complain(const struct nearest *nearest, const char *kind, const char *where,
	struct complaint *complaint);

/* Where the operands stand: anywhere among the options, or after them, with options of their own.
 */
enum operands { OPERANDS_ANYWHERE, OPERANDS_LAST };

/* Reads argv by argp, as getopt_long(3) reads it, whatever POSIXLY_CORRECT says; before, names the
 * first option that is wrong: with the nearest one where it is unknown. An argp of OPERANDS_LAST
 * takes ARGP_KEY_ARGS. `flags` are argp_parse(3)'s: 0 lets --help print and end the program,
 * ARGP_SILENT does not. 0 or -EINVAL with the complaint. */
int names_parse(const struct argp *argp, enum operands operands, unsigned flags, int argc,
	char **argv, void *input, struct complaint *complaint);

/* A whole number from min to max; `binary` allows the suffixes k, M, G (powers of 1024). `what` is
 * the option. 0 or -EINVAL. */
int names_number(const char *text, const char *what, bool binary, uint64_t min, uint64_t max,
	uint64_t *value, struct complaint *complaint);
/* A decimal number from min to max, in the unit the option has. 0 or -EINVAL. */
int names_decimal(const char *text, const char *what, double min, double max, double *value,
	struct complaint *complaint);

#endif
