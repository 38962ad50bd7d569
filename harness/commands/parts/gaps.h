/* What was skipped or failed, for people. */
#ifndef TRACETAX_GAPS_H
#define TRACETAX_GAPS_H

#include "derive/tables.h"
#include "report/grid/sheet.h"

/* Says a line for each reason, with the modes and the cells that it is about: long lists are cut,
 * and a last line says where all of them stand. */
void gaps_say(const struct loaded *loaded, const struct sheet *sheet);

#endif
