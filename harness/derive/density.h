/* Where the workload `mixed` can be drawn. */
#ifndef TRACETAX_DENSITY_PLACEMENT_H
#define TRACETAX_DENSITY_PLACEMENT_H

#include "load.h"

/* Returns the first placement at which a curve of density.csv has two points; NULL where there is
 * none to draw. */
const char *density_placement(const struct loaded *loaded);

#endif
