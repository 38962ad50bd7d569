/* The times of a command as a stopwatch tells them: each execution for itself, compared with
 * nothing. */
#ifndef TRACETAX_EXECUTIONS_H
#define TRACETAX_EXECUTIONS_H

#include "dataset.h"

/* Times in seconds. A run that executed the command several times counts once, with the mean. */
struct executions {
	double *times; /* in the order of the runs */
	size_t n;
	double mean, median, min, max;
	double stddev; /* of the sample; NaN if there is one time only */
	double user, system; /* mean CPU time of the tracee; NaN if one run lacks it */
	double tracer_user, tracer_system;
};

/* Describes a group, which has at least one run and is sorted. Returns 0 or -ENOMEM. */
int executions_of(const struct group *group, struct executions *executions);
void executions_free(struct executions *executions);

#endif
