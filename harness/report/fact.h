/* Facts of machine.json. */
#ifndef TRACETAX_FACT_H
#define TRACETAX_FACT_H

#include <jansson.h>

#include "text.h"

/* Returns a fact, such as "kernel.release", as text; "unknown" if there is none. */
struct text fact_of(const json_t *machine, const char *path);

#endif
