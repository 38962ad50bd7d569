/* Whether a mode can watch a program, and if not why: nobody else asks a mode for that. */
#ifndef TRACETAX_FIT_H
#define TRACETAX_FIT_H

#include "mode.h"
#include "page/traits.h"

/* Returns whether the mode does what there is to be done: watches calls, or accesses memory of that
 * layout. A mode that does not is no part of the program's cells. */
bool fit_kind(const struct mode *mode, struct traits program);

/* Returns whether the mode can watch the program; where it cannot, writes why: "it ...". */
bool fit_mode(const struct mode *mode, struct traits program, char *reason, size_t size);

/* Returns whether `--mode all` has the mode, where it fits. */
bool fit_all(const struct mode *mode);

#endif
