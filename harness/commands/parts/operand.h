/* The command line of a command that prints tables: --format, --wide, and one operand or none. */
#ifndef TRACETAX_OPERAND_H
#define TRACETAX_OPERAND_H

#include "base/complaint.h"
#include "report/export.h"
#include "report/grid/format.h"

struct operand {
	const char *doc; /* of the command, for --help */
	const char *name; /* of the operand, for --help: "DIR"; NULL: there is none */
	const char *what; /* what it is, to ask for it: "a campaign" */
	bool outcomes; /* its table tells how something came out, */
	bool tries; /* with --here, or in a format for outcomes, only then */
	bool exports; /* --format takes exports as well */
	/* Found by operand_read. */
	const char *given;
	const struct format *format;
	const struct export *export; /* instead of it; or NULL */
	bool wide, here;
};

/* Reads the command line. Returns 0, or -EINVAL with the complaint, also if the operand is missing
 * or there are more. */
int operand_read(struct operand *operand, int argc, char **argv, struct complaint *complaint);

#endif
