/* The contract of an export: data and a function, in a file of exports/. It writes what was
 * measured of a campaign, each workload in each mode, in a form that programs of others read. */
#ifndef TRACETAX_EXPORT_H
#define TRACETAX_EXPORT_H

#include <jansson.h>
#include <stdio.h>

#include "derive/load.h"

/* What is exported. */
struct exported {
	const struct loaded *loaded;
	bool named; /* the commands were given names, which stand for their texts */
	bool ignore_failure; /* the commands may have failed: their exit codes are not known */
	/* The values of parameters, by workload: {"command:a": {"n": "1"}}; may be NULL. */
	const json_t *parameters;
};

struct export
{
	const char *name; /* "json": --export-json FILE */
	/* As `summary --format` takes it, unlike the name of any print format, and for its --help a
	 * few words on who reads it; NULL: it does not. */
	const char *format, *summary;

	/* Writes it. Returns 0 or -ENOMEM. */
	int (*write)(const struct exported *exported, FILE *out);
};

/* All exports, sorted by file name, NULL-ended. The Makefile makes the list from the files that
 * exist. */
extern const struct export *const exports[];

#endif
