/* The files that belong to the program: beside it in the build tree, under lib/ when installed. */
#ifndef TRACETAX_RESOURCES_H
#define TRACETAX_RESOURCES_H

#include <stddef.h>

/* The path of "tracetax-driver", "charts/slowdown.gp", "published.csv". 0 or -errno: -ENOENT where
 * there is no such file. */
int resource_path(const char *name, char *path, size_t size);

#endif
