/* Finds the files that belong to the program (beside it in the build tree, under ../libexec/ and
 * ../share/ when installed) and the programs of others. */
#ifndef TRACETAX_RESOURCES_H
#define TRACETAX_RESOURCES_H

#include <stdbool.h>
#include <stddef.h>

/* Finds a file by its name, such as "tracetax-driver", "charts/slowdown.gp", "calibrate.plan".
 * Returns 0 or -errno: -ENOENT if there is none. */
int resource_path(const char *name, char *path, size_t size);

/* Tells whether such a program is installed: in PATH, unless its name has a slash. */
bool resource_installed(const char *program);

/* Writes the path of such a program, as execvp(3) would find it, relative directories of PATH left
 * out; returns false if there is none. */
bool resource_program(const char *program, char *path, size_t size);

#endif
