#include <limits.h>

#include "carried.h"
#include "resources.h"

size_t carried_start(char *program, char **words)
{
	static char loader[PATH_MAX], libraries[PATH_MAX];
	static char no_cache[] = "--inhibit-cache", from[] = "--library-path";
	size_t n = 0;
	if (resource_path("loader", loader, sizeof loader) == 0 &&
		resource_path(CARRIED, libraries, sizeof libraries) == 0) {
		words[n++] = loader;
		words[n++] = no_cache;
		words[n++] = from;
		words[n++] = libraries;
	}
	words[n++] = program;
	return n;
}
