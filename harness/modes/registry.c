#include <string.h>

#include "mode.h"

static bool is_named(const char *name, const char *kind)
{
	size_t n = strlen(name), before = strlen(kind);
	return strncmp(name, kind, before) == 0 && n > before && n < MODE_NAME_SIZE &&
	       strspn(name + before, "abcdefghijklmnopqrstuvwxyz0123456789-") == n - before;
}

bool mode_is_wrap(const char *name)
{
	return is_named(name, "wrap:");
}

bool mode_is_filter(const char *name)
{
	return is_named(name, "filter:");
}

bool mode_is_brought(const struct mode *mode)
{
	return mode->wrapper || mode->filter;
}

const struct mode *mode_find(const char *name, struct mode *member)
{
	for (const struct mode *const *m = modes; *m; m++)
		if (!mode_is_family(*m) && strcmp((*m)->name, name) == 0)
			return *m;
	const struct mode *family = mode_family(name);
	return family && mode_member(family, name, member) ? member : NULL;
}

const struct mode *mode_baseline(bool of_memory)
{
	for (const struct mode *const *m = modes; *m; m++)
		if ((*m)->baseline && !(*m)->memory == !of_memory)
			return *m;
	return NULL;
}
