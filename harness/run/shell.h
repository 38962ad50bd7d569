/* Commands of the user's around what is measured: --prepare and its like. */
#ifndef TRACETAX_SHELL_H
#define TRACETAX_SHELL_H

#include <stdbool.h>

/* Runs a command by sh(1), silently, with the surroundings that this program was started with, and
 * waits for it. Returns its wait status, or -errno if it could not be started. */
int shell_run(const char *command);

/* Does so until a signal makes the descriptor `interrupt` readable. The command, and all that it
 * has started, get that signal too, and a second to end. The signal is raised again, blocked, for
 * whoever looks next, and *interrupted is set. */
int shell_run_until(const char *command, int interrupt, bool *interrupted);

#endif
