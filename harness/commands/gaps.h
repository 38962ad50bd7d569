/* What was skipped or failed, for people. */
#ifndef TRACETAX_GAPS_H
#define TRACETAX_GAPS_H

#include <stdio.h>

#include "analysis/dataset.h"

/* A line for each reason, with the modes and the cells that it is about: long lists are cut, and a
 * last line says where all of them stand. */
void gaps_print(const struct dataset *dataset, FILE *out);

#endif
