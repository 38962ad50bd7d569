/* The answer of a campaign: what costs least and most in each cell. */
#ifndef TRACETAX_EXTREMES_H
#define TRACETAX_EXTREMES_H

#include "derive/load.h"
#include "report/grid/sheet.h"

/* Prints a line for each cell, or one of the whole if there are many. */
void extremes_say(const struct loaded *loaded, const struct sheet *sheet);

#endif
