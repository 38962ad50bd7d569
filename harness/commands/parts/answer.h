/* The answer in words: what a command takes, and how much longer it takes when it is watched. */
#ifndef TRACETAX_ANSWER_H
#define TRACETAX_ANSWER_H

#include <jansson.h>

#include "derive/load.h"
#include "report/grid/sheet.h"

/* Prints it, for each command in their order and each placement. `parameters` are the values of
 * each command by its workload, as exports have them. */
void answer_say(const struct loaded *loaded, const json_t *parameters, const struct sheet *sheet);

#endif
