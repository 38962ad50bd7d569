/* A program in front of the workload. */
#ifndef TRACETAX_WRAPPER_H
#define TRACETAX_WRAPPER_H

#include "run.h"

enum { WRAPPER_VARIABLES = 5 };

/* Adds to an environment what programs need of ours to find their way; the rest, as LD_PRELOAD or a
 * variable of the tool, belongs into its command, where the records have it: env(1). Returns how
 * many, at most WRAPPER_VARIABLES. */
size_t wrapper_environment(char **environment);

/* The words of the command with those of the driver at its end. NULL without memory. */
char **wrapper_words(char *const *command, char *const *driver);

/* Sends what this process says and asks for to /dev/null. 0 or -errno. */
int wrapper_silence(void);

/* Judges how it ended; false where it ran the whole workload and ended well. */
bool wrapper_failed(const struct mode *mode, const struct page *page, char *reason, size_t size);

#endif
