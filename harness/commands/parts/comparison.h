/* Campaigns compared, as a sheet. */
#ifndef TRACETAX_COMPARISON_H
#define TRACETAX_COMPARISON_H

#include "derive/comparisons.h"
#include "report/grid/sheet.h"

/* Prints for people the campaigns, then each comparison with what differs between its machines; for
 * programs the rows of all. 0, or -ENOMEM. */
int comparison_print(const struct comparisons *all, const struct sheet *sheet);

#endif
