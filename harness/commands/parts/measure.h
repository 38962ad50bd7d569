/* What all measuring commands do, from their options to their exit status. */
#ifndef TRACETAX_MEASURE_H
#define TRACETAX_MEASURE_H

#include "plan/plan.h"

struct format;
struct loaded;

/* What a command adds at the end. It gets the campaign, and returns an exit status. */
struct epilogue {
	int (*tell)(const struct loaded *loaded, const struct plan *plan, void *context);
	void *context;
	bool alone; /* its text stands for the summary */
	const struct format *format; /* of the summary; NULL: text */
};

/* Measures what the options ask for, alone on this machine, into a directory of its own, and prints
 * the result. If a signal ends it, the rows measured so far are kept, and the process dies of that
 * signal. `epilogue` may be NULL. Returns the exit status. */
int measure(const struct options *options, const struct epilogue *epilogue);

#endif
