/* Campaigns compared, as a sheet. */
#ifndef TRACETAX_COMPARISON_H
#define TRACETAX_COMPARISON_H

#include "derive/comparisons.h"
#include "report/grid/sheet.h"

/* Prints for people the campaigns, then each comparison with what differs between its machines; for
 * programs the rows of all. */
void comparison_print(const struct comparisons *all, struct sheet *sheet);

#endif
