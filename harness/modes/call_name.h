/* The names of system calls. */
#ifndef TRACETAX_CALL_NAME_H
#define TRACETAX_CALL_NAME_H

#include <stddef.h>

/* Writes the name of a call of this architecture, or its number if libseccomp knows none; returns
 * `name`. */
const char *call_name(int number, char *name, size_t size);
/* Returns the number of what call_name has written; -1 if there is no such call here. */
int call_number(const char *name);

#endif
