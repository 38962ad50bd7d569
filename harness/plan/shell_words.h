/* A command that a shell is to run. */
#ifndef TRACETAX_SHELL_WORDS_H
#define TRACETAX_SHELL_WORDS_H

#include "base/complaint.h"

/* Returns the words of a shell, as --shell names it ("default": sh), then "-c" and the command's
 * words as one, with a blank between; one block, to be freed. NULL with the complaint. */
char **shell_words(const char *shell, char *const *command, struct complaint *complaint);

#endif
