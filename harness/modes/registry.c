#include <string.h>

#include "mode.h"

static const char WRAP[] = "wrap:";

bool mode_is_wrap(const char *name)
{
	size_t n = strlen(name);
	return strncmp(name, WRAP, strlen(WRAP)) == 0 && n > strlen(WRAP) && n < MODE_NAME_SIZE &&
	       strspn(name + strlen(WRAP), "abcdefghijklmnopqrstuvwxyz0123456789-") ==
		       n - strlen(WRAP);
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
