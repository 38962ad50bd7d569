/* A run under a filter that the user brought. */
#ifndef TRACETAX_FILTERED_H
#define TRACETAX_FILTERED_H

#include "run.h"

/* Tells whether the filter never lets through a call that every run needs, to start, to measure or
 * to end. Then no run is started, and the result has the reason. */
bool filtered_lacks(const struct filter *filter, struct result *result);

#endif
