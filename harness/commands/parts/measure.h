/* What the commands that measure have in common: from their options to their exit status. */
#ifndef TRACETAX_MEASURE_H
#define TRACETAX_MEASURE_H

#include "plan/options.h"

/* Measures what these options ask for, alone on this machine, into a directory of its own, and
 * prints what came of it. Where a signal ends it, what was measured is kept, and the process dies
 * of that signal. Returns the exit status. */
int measure(const struct options *options);

#endif
