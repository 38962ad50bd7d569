/* Keeps what a campaign measures, to know the widths of its intervals while it runs. */
#ifndef TRACETAX_KEEPER_H
#define TRACETAX_KEEPER_H

#include "analysis/dataset.h"
#include "campaign/session.h"

/* Returns a keeper that adds to `dataset`, which the caller frees. */
struct keeper keeper_of(struct dataset *dataset);

#endif
