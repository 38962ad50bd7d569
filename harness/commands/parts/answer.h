/* The answer in words: what a command takes, and how much longer it takes when it is watched. */
#ifndef TRACETAX_ANSWER_H
#define TRACETAX_ANSWER_H

#include "derive/load.h"
#include "report/grid/sheet.h"

/* Prints it, for each placement. */
void answer_say(const struct loaded *loaded, const struct sheet *sheet);

#endif
