/* What a user brings by an option NAME=COMMAND: a program to put in front, or one to measure. */
#ifndef TRACETAX_BROUGHT_H
#define TRACETAX_BROUGHT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/complaint.h"

/* What such an option defines. */
struct brought_kind {
	const char *option; /* "wrap", of which the name is "wrap:NAME" */
	bool (*is_name)(const char *name);
	size_t name_size; /* of the array for "wrap:NAME" */
	int words_max; /* of the command */
	const char *place; /* "to put in front of the workload" */
};

/* A command that was brought, kept until the process ends. */
struct brought {
	const char *text; /* as it was given */
	char *const *words; /* NULL-ended */
};

/* Reads NAME=COMMAND: writes the name, "wrap:NAME", and returns the command, a part of `text`. NULL
 * with the complaint. */
const char *brought_read(
	const struct brought_kind *kind, const char *text, char *name, struct complaint *complaint);

/* Judges a name that is given again, with this command where `known` was. Returns 0 if they are the
 * same, or -EINVAL with the complaint. */
int brought_again(const struct brought_kind *kind, const char *name, const char *known,
	const char *command, struct complaint *complaint);

/* Splits a command into words. Returns 0, or -EINVAL with the complaint. */
int brought_keep(const struct brought_kind *kind, const char *name, const char *command,
	struct brought *brought, struct complaint *complaint);

#endif
