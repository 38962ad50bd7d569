#include <stdlib.h>
#include <string.h>

#include "roster.h"

static struct kept {
	struct mode mode;
	struct kept *next;
} * kept; /* in the order of first use */

static const struct mode *find_kept(const char *name)
{
	for (const struct kept *k = kept; k; k = k->next)
		if (strcmp(k->mode.name, name) == 0)
			return &k->mode;
	return NULL;
}

const struct mode *roster_keep(const struct mode *mode)
{
	struct kept *new = malloc(sizeof *new), **end = &kept;
	if (!new)
		return NULL;
	*new = (struct kept){ .mode = *mode };
	while (*end)
		end = &(*end)->next;
	*end = new;
	return &new->mode;
}

const struct mode *roster_find(const char *name)
{
	struct mode member;
	const struct mode *mode = mode_find(name, &member);
	if (mode != &member)
		return mode ? mode : find_kept(name);
	mode = find_kept(member.name);
	return mode ? mode : roster_keep(&member);
}

const struct mode *roster_at(size_t i)
{
	for (const struct mode *const *m = modes; *m; m++)
		if (!mode_is_family(*m) && i-- == 0)
			return *m;
	for (const struct kept *k = kept; k; k = k->next)
		if (i-- == 0)
			return &k->mode;
	return NULL;
}
