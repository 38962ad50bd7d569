/* What all measuring commands do, from their options to their exit status. */
#ifndef TRACETAX_MEASURE_H
#define TRACETAX_MEASURE_H

#include "plan/options.h"

/* Measures what the options ask for, alone on this machine, into a directory of its own, and prints
 * the result. If a signal ends it, the rows measured so far are kept, and the process dies of that
 * signal. Returns the exit status. */
int measure(const struct options *options);

#endif
