/* The names of measurements in the formats of others, which split them into parts. */
#ifndef TRACETAX_SERIES_H
#define TRACETAX_SERIES_H

#include <stdio.h>

#include "records/key.h"

/* Writes "getpid/size=4096/placement=same/mode=untraced", with `sign` between a name and its value,
 * and without a size if there is none. What such a reader would split a name at becomes '_'. */
void series_write(const struct key *key, char sign, FILE *out);

/* Writes one name of it. */
void series_write_name(const char *name, FILE *out);

#endif
