/* What the user typed: options, and numbers with their range. */
#ifndef TRACETAX_NAMES_H
#define TRACETAX_NAMES_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/complaint.h"

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
