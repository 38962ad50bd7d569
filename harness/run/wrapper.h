/* A program in front of the workload. */
#ifndef TRACETAX_WRAPPER_H
#define TRACETAX_WRAPPER_H

#include "run.h"

enum { WRAPPER_VARIABLES = 5 };

/* Adds to an environment what programs need of ours to find their way. The rest, as LD_PRELOAD or a
 * tool's own variables, belongs into its command, by env(1), where the records have it. Returns how
 * many were added, at most WRAPPER_VARIABLES. */
size_t wrapper_environment(char **environment);

/* Returns the words of the command, followed by those of the driver; NULL if memory is short. */
char **wrapper_words(char *const *command, char *const *driver);

/* Sends this process's output to /dev/null, and empties its input. Returns 0 or -errno. */
int wrapper_silence(void);

/* Tells whether the wrapper, such as a shell, found no program to start, or may not run it: it says
 * so by its status (POSIX, "Exit Status for Commands"). */
bool wrapper_lacks(const struct mode *mode, const struct page *page, char *reason, size_t size);

/* Judges how the wrapper ended; returns false if it ran the whole workload and ended well. */
bool wrapper_failed(const struct mode *mode, const struct page *page, char *reason, size_t size);

#endif
