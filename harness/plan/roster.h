/* All modes that can run here: the registered ones, then members of families and programs in front,
 * which are made from the user's words. They are kept until the process ends. */
#ifndef TRACETAX_ROSTER_H
#define TRACETAX_ROSTER_H

#include "modes/mode.h"

/* Returns the mode of that name; NULL if there is none. A family's member is made on first use and
 * stays the same from then on. */
const struct mode *roster_find(const char *name);
/* Keeps a copy of a mode whose name is free, and returns it; NULL if memory is short. */
const struct mode *roster_keep(const struct mode *mode);
/* Returns the i-th mode of all; NULL beyond the last. */
const struct mode *roster_at(size_t i);

#endif
