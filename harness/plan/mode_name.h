/* Finds the mode that the user named. */
#ifndef TRACETAX_MODE_NAME_H
#define TRACETAX_MODE_NAME_H

#include "base/complaint.h"
#include "modes/fit.h"

/* Returns the mode; or NULL with a complaint that names the nearest mode that fits the program
 * (NULL: any program), or the numbers that a family takes. */
const struct mode *mode_name_find(
	const char *name, const struct traits *program, struct complaint *complaint);

#endif
