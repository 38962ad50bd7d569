/* What was measured of commands and other workloads: each in each mode, as an export shows it. */
#ifndef TRACETAX_EXECUTED_H
#define TRACETAX_EXECUTED_H

#include "analysis/executions.h"
#include "load.h"
#include "records/rows.h"

struct executed {
	const char *label; /* the command or workload, after the mode unless nothing watched it */
	const struct summary_row *row;
	const struct group *group; /* its runs */
	struct estimate slowdown;
	struct executions executions;
	/* of all its runs, and of one execution; NaN: not counted */
	double n, calls, stops;
};

/* Returns the text of a command, from machine.json; its name if that does not tell it; NULL if the
 * workload is no command. */
const char *executed_command(const struct loaded *loaded, const char *workload);

/* Calls `each` for every workload and mode, in the order for people, until it returns other than 0.
 * The label has the command's name if `named`, else its text. Returns what ended it, or -ENOMEM. */
int executed_each(const struct loaded *loaded, bool named,
	int (*each)(const struct executed *executed, void *context), void *context);

#endif
