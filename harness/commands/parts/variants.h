/* The commands that one command stands for: one for each combination of its parameters. */
#ifndef TRACETAX_VARIANTS_H
#define TRACETAX_VARIANTS_H

#include <jansson.h>

#include "plan/options.h"
#include "plan/parameters.h"
#include "workload.h"

/* What was given, as options have it; the texts point into argv. */
struct variants {
	const char *lists[PARAMETERS_MAX], *scans[PARAMETERS_MAX];
	size_t n_lists, n_scans;
	const char *step; /* of the scans; NULL: 1 */
	const char *shell; /* NULL or "none": no shell */

	/* out: the name of each, the texts of what is done around it, and the line of a plan with
	 * both; the values of parameters by workload */
	const char *workloads[COMBINATIONS_MAX];
	char **around[COMBINATIONS_MAX];
	struct options lines[COMBINATIONS_MAX];
	size_t n;
	json_t *parameters;
};

/* Keeps the value of a list or a scan; false if there are too many. */
bool variants_add_list(struct variants *variants, const char *text);
bool variants_add_scan(struct variants *variants, const char *text);

/* Makes the workloads: "command:NAME", or "command:NAME-1" and so on if there are parameters.
 * `options` have what is done around them. Returns 0, or -EINVAL with the complaint. */
int variants_define(struct variants *variants, const char *name, char *const *words,
	const struct options *options, struct complaint *complaint);
void variants_free(struct variants *variants);

#endif
