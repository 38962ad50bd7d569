/* The mode that the user named, or what to say of the name. */
#ifndef TRACETAX_MODE_NAME_H
#define TRACETAX_MODE_NAME_H

#include "base/complaint.h"
#include "modes/fit.h"

/* Returns NULL with the complaint where there is none: the nearest of those that fit the program
 * (NULL: of all), or the numbers that its family takes. */
const struct mode *mode_name_find(
	const char *name, const struct traits *program, struct complaint *complaint);

#endif
