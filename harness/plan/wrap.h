/* The option --wrap: it defines a mode. */
#ifndef TRACETAX_WRAP_H
#define TRACETAX_WRAP_H

#include "base/complaint.h"

/* Makes the mode of "NAME=COMMAND"; the same again is none of another. 0, or -EINVAL with the
 * complaint. */
int wrap_define(const char *text, struct complaint *complaint);

#endif
