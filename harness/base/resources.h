/* The files that belong to the program: beside it in the build tree, under lib/ when installed; and
 * the programs of others. */
#ifndef TRACETAX_RESOURCES_H
#define TRACETAX_RESOURCES_H

#include <stdbool.h>
#include <stddef.h>

/* The path of "tracetax-driver", "charts/slowdown.gp", "published.csv". 0 or -errno: -ENOENT where
 * there is no such file. */
int resource_path(const char *name, char *path, size_t size);

/* Whether there is a program of this name: in PATH, unless the name has a slash. */
bool resource_installed(const char *program);

#endif
