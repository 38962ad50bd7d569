/* Decides whether a mode can watch a program, and if not, why. Nothing else decides this. */
#ifndef TRACETAX_FIT_H
#define TRACETAX_FIT_H

#include "mode.h"
#include "page/traits.h"

/* Tells whether the mode does this kind of work: watches calls, or accesses memory of that layout.
 * One that does not is left out of the program's cells. */
bool fit_kind(const struct mode *mode, struct traits program);

/* Tells whether the mode can watch the program; if it cannot, writes why: "it ...". */
bool fit_mode(const struct mode *mode, struct traits program, char *reason, size_t size);

/* Tells whether `--mode all` includes the mode, if it fits. */
bool fit_all(const struct mode *mode);

#endif
