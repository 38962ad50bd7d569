/* The modes that can run here: the registered ones and, after them, those made of the user's words:
 * members of families, and programs in front. They are kept for as long as the process lives. */
#ifndef TRACETAX_ROSTER_H
#define TRACETAX_ROSTER_H

#include "modes/mode.h"

/* Returns the mode of that name; NULL if there is none. The member of a family is kept when it is
 * first asked for, and is one and the same from then on. */
const struct mode *roster_find(const char *name);
/* Keeps a copy of a mode whose name no other has, and returns it; NULL without memory. */
const struct mode *roster_keep(const struct mode *mode);
/* Returns the i-th of all; NULL beyond the last. */
const struct mode *roster_at(size_t i);

#endif
