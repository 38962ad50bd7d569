/* Standard input and output of a command. */
#ifndef TRACETAX_STREAMS_H
#define TRACETAX_STREAMS_H

#include <stdbool.h>

#include "plan/plan.h"

/* What to do if one cannot be opened. */
#define STREAMS_REMEDY "name a file that can be opened"

/* Tells whether the output goes into a pipe, which somebody has to read. */
bool streams_piped(const struct setting *setting);

/* Gives the calling process its streams. `pipe` is the end to write to, if they are piped. What
 * standard error says is dropped unless the output is inherited. Returns 0 or -errno, with the name
 * of the file in *what. */
int streams_take(const struct setting *setting, int pipe, const char **what);

#endif
