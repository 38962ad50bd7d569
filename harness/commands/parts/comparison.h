/* Shows a comparison of campaigns as a sheet. */
#ifndef TRACETAX_COMPARISON_H
#define TRACETAX_COMPARISON_H

#include "derive/comparisons.h"
#include "report/grid/sheet.h"

/* Prints, for people, the answer in three sentences and the rows that differ, or with `every` all
 * rows; then the campaigns and what differs between their machines. Prints, for programs, the rows
 * of all comparisons. */
void comparison_print(const struct comparisons *all, bool every, struct sheet *sheet);

#endif
