/* Shows a comparison of campaigns as a sheet. */
#ifndef TRACETAX_COMPARISON_H
#define TRACETAX_COMPARISON_H

#include "derive/comparisons.h"
#include "report/grid/sheet.h"

/* Prints, for people, the campaigns and then each comparison with what differs between its
 * machines; for programs, the rows of all comparisons. */
void comparison_print(const struct comparisons *all, struct sheet *sheet);

#endif
