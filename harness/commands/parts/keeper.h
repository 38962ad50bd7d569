/* Keeps what a campaign measures while it measures, to tell how wide its intervals are. */
#ifndef TRACETAX_KEEPER_H
#define TRACETAX_KEEPER_H

#include "analysis/dataset.h"
#include "campaign/session.h"

/* Returns a keeper that adds to `dataset`; the caller frees the dataset. */
struct keeper keeper_of(struct dataset *dataset);

#endif
