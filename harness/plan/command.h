/* The option --command, which defines a workload. */
#ifndef TRACETAX_COMMAND_H
#define TRACETAX_COMMAND_H

#include "base/complaint.h"
#include "workload.h"

/* Makes the workload of "NAME=COMMAND". The same text a second time changes nothing. Returns 0, or
 * -EINVAL with the complaint. */
int command_define(const char *text, struct complaint *complaint);

/* Makes the workload of a name and of words that are split already. */
int command_define_words(const char *name, char *const *words, struct complaint *complaint);

/* Return the command of that name ("command:NAME"), or the i-th; NULL if there is none. */
const struct workload *command_find(const char *name);
const struct workload *command_at(size_t i);

#endif
