/* The option --filter, which defines a mode. */
#ifndef TRACETAX_PLAN_FILTER_H
#define TRACETAX_PLAN_FILTER_H

#include "base/complaint.h"

/* Makes the mode of "NAME=FILE". A relative name of a file is sought beside `plan`, the file that
 * the option stands in, or in the working directory if that is NULL. The same text a second time
 * changes nothing. Returns 0, or -EINVAL with the complaint. */
int filter_define(const char *text, const char *plan, struct complaint *complaint);

#endif
