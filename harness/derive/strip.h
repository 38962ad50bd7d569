/* The runs behind a figure, one by one. */
#ifndef TRACETAX_STRIP_H
#define TRACETAX_STRIP_H

#include <stdbool.h>

#include "load.h"

struct strip_run {
	double ns; /* per call */
	bool flagged;
};

struct strip {
	struct strip_run *runs; /* to be freed; in the order of time */
	size_t n, flagged;
};

/* Return the runs that have a time: of a cell and mode, and of the whole program, by its user time.
 * Without memory there are none. */
struct strip strip_of_cell(const struct loaded *loaded, struct key key);
struct strip strip_of_program(const struct loaded *loaded, const char *mode, const char *placement);

#endif
