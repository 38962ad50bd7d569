/* Parameters of a command: words in braces, for each of which a list of values is put in. */
#ifndef TRACETAX_PARAMETERS_H
#define TRACETAX_PARAMETERS_H

#include <stddef.h>

#include "base/complaint.h"

enum { PARAMETERS_MAX = 8, VALUES_MAX = 64, COMBINATIONS_MAX = 64 };

struct parameter {
	char *name;
	char *values[VALUES_MAX];
	size_t n;
};

/* All of them, each with at least one value; empty at first. */
struct parameters {
	struct parameter all[PARAMETERS_MAX];
	size_t n;
};

/* Turns hyperfine's spelling into that of argp, which gives an option one value:
 * "--parameter-list VAR VALUES" into "--parameter-list=VAR,VALUES", likewise "--parameter-scan VAR
 * MIN MAX", up to the word "--". Returns the words, NULL-ended and kept until the process ends, and
 * sets their number; NULL if memory is short. */
char **parameters_join(int *argc, char **argv);

/* Add a parameter from "VAR,VALUE,...", where a backslash keeps a comma in a value, or from
 * "VAR,MIN,MAX" with this step (NULL: 1). Return 0, or -EINVAL with the complaint. */
int parameters_list(struct parameters *parameters, const char *text, struct complaint *complaint);
int parameters_scan(struct parameters *parameters, const char *text, const char *step,
	struct complaint *complaint);
void parameters_free(struct parameters *parameters);

/* Checks that there are at most COMBINATIONS_MAX combinations, and that each parameter stands in
 * the command or in what is done around each execution (both NULL-ended). Returns 0, or -EINVAL
 * with the complaint. */
int parameters_check(const struct parameters *parameters, char *const *words, char *const *around,
	struct complaint *complaint);

/* Returns the number of combinations; 1 if there is no parameter. */
size_t parameters_combinations(const struct parameters *parameters);
/* Returns the value of a parameter in a combination: those of the first change fastest. */
const char *parameters_value(
	const struct parameters *parameters, size_t combination, size_t parameter);

/* Returns a copy of a command, or of other texts, with the values of a combination put in: one
 * block, NULL-ended, to be freed. NULL if memory is short. */
char **parameters_fill(const struct parameters *parameters, size_t combination, char *const *words);

#endif
