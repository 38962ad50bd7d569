/* Reads what the user typed: options, and numbers within a range. */
#ifndef TRACETAX_NAMES_H
#define TRACETAX_NAMES_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/complaint.h"

/* Where operands may stand: among the options, or only after them and with options of their own. */
enum operands { OPERANDS_ANYWHERE, OPERANDS_LAST };

/* Reads argv by argp. Complains first of the first wrong option, if there is one, and names the
 * nearest known one. POSIXLY_CORRECT has no effect. With OPERANDS_LAST, argp must take
 * ARGP_KEY_ARGS. `flags` are those of argp_parse(3): 0 lets --help print and exit, ARGP_SILENT does
 * not. Returns 0, or -EINVAL with the complaint. */
int names_parse(const struct argp *argp, enum operands operands, unsigned flags, int argc,
	char **argv, void *input, struct complaint *complaint);

/* Reads a whole number from min to max; `binary` allows the suffixes k, M, G (powers of 1024).
 * `what` names the option. Returns 0, or -EINVAL with the complaint. */
int names_number(const char *text, const char *what, bool binary, uint64_t min, uint64_t max,
	uint64_t *value, struct complaint *complaint);
/* Reads a decimal number from min to max, in the option's unit. Returns 0, or -EINVAL with the
 * complaint. */
int names_decimal(const char *text, const char *what, double min, double max, double *value,
	struct complaint *complaint);

#endif
