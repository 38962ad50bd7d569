/* The mode that the user named, or what to say of the name. */
#ifndef TRACETAX_MODE_NAME_H
#define TRACETAX_MODE_NAME_H

#include "base/complaint.h"
#include "modes/mode.h"

/* NULL with the complaint where there is none: the nearest of those for which `suits` (NULL: of
 * all), or the numbers that its family takes. */
const struct mode *mode_name_find(
	const char *name, bool (*suits)(const struct mode *mode), struct complaint *complaint);

#endif
