/* Commands of the user's around what is measured: --prepare and its like. */
#ifndef TRACETAX_SHELL_H
#define TRACETAX_SHELL_H

/* Runs a command by sh(1), silently, with the surroundings that this program was started with, and
 * waits for it. Returns its wait status, or -errno if it could not be started. */
int shell_run(const char *command);

#endif
