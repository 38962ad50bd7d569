/* Tells people what was skipped or failed. */
#ifndef TRACETAX_GAPS_H
#define TRACETAX_GAPS_H

#include "derive/tables.h"
#include "report/grid/sheet.h"

/* Prints a line for each reason, with its modes and cells. Cuts long lists, and ends with a line on
 * where to find them in full. */
void gaps_say(const struct loaded *loaded, const struct sheet *sheet);

#endif
