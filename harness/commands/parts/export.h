/* Exports what was measured of commands, as hyperfine(1) does. */
#ifndef TRACETAX_EXPORT_H
#define TRACETAX_EXPORT_H

#include <jansson.h>
#include <stdio.h>

#include "derive/load.h"

struct exports {
	const char *json, *csv, *markdown; /* where to; NULL: not asked for */
	bool ignore_failure; /* the commands may have failed: their exit codes are not known */
	/* The values of parameters, by workload: {"command:a": {"n": "1"}}; may be NULL. */
	const json_t *parameters;
};

/* Tells, before anything is measured, whether the files can be written. Returns 0, or -EINVAL with
 * the complaint. */
int export_check(const struct exports *exports, struct complaint *complaint);

/* Writes all that was asked for. Complains of an error. Returns the exit status. */
int export_all(const struct exports *exports, const struct loaded *loaded);

/* Write one format. Return 0, or -ENOMEM. The JSON has what hyperfine's has, and more. */
int export_json(const struct exports *exports, const struct loaded *loaded, FILE *out);
int export_csv(const struct exports *exports, const struct loaded *loaded, FILE *out);
int export_markdown(const struct exports *exports, const struct loaded *loaded, FILE *out);

#endif
