/* What was measured as JSON, for exports and print formats. */
#ifndef TRACETAX_DUMP_H
#define TRACETAX_DUMP_H

#include <jansson.h>
#include <stdio.h>

#include "records/estimate.h"

/* Returns a number; null if it is not finite, which means not measured. */
json_t *dump_number(double value);
/* Returns a number and its interval, as an object; null likewise. */
json_t *dump_estimate(struct estimate estimate);

/* Writes the whole of an export and frees it; after an error frees it only. Returns that error, 0
 * or -ENOMEM. */
int dump_whole(json_t *whole, int error, FILE *out);

#endif
