/* The option --wrap, which defines a mode. */
#ifndef TRACETAX_WRAP_H
#define TRACETAX_WRAP_H

#include "base/complaint.h"

/* Makes the mode of "NAME=COMMAND". The same text a second time changes nothing. Returns 0, or
 * -EINVAL with the complaint. */
int wrap_define(const char *text, struct complaint *complaint);

#endif
