/* What this version knows of modes, workloads and placements, for campaigns that do not tell it. */
#ifndef TRACETAX_THIS_VERSION_H
#define TRACETAX_THIS_VERSION_H

#include "records/known.h"

extern const struct knowledge this_version;

#endif
