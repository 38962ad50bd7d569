/* Measures a workload under one mode. */
#ifndef TRACETAX_MEASURED_H
#define TRACETAX_MEASURED_H

#include "run.h"

/* Runs a workload in processes of its own and leaves none behind. `interrupt` is a descriptor that
 * becomes readable when the user wants to stop. Returns 0, or -errno if no run could be started. */
int run_measure(const struct order *order, int interrupt, struct result *result);

#endif
