/* What the costs of one campaign predict of the commands of another, or of the same. */
#ifndef TRACETAX_PREDICTIONS_H
#define TRACETAX_PREDICTIONS_H

#include "derivation.h"

/* Adds a row of predictions_table for each command and placement, and each mode of which
 * `costs`, rows of costs_table, has that placement. What was measured stands beside it, where it
 * was. Returns 0 or -ENOMEM. */
int predictions_add(const struct loaded *campaign, struct rows costs, struct rows *rows);

#endif
