#include <string.h>

#include "memory.h"
#include "modes/mode.h"
#include "workload.h"

const struct layout *memory_layout(const char *workload)
{
	const struct workload *found = workload_find(workload);
	return found ? found->memory : NULL;
}

bool memory_is_at(const struct memory_place *place, const struct key *key)
{
	return strcmp(key->workload, place->workload) == 0 &&
	       strcmp(key->placement, place->placement) == 0;
}

/* Tells methods from the local copy, and from what makes a call for each piece: with one piece it
 * is the same. */
static bool is_method(const char *name)
{
	struct mode member;
	const struct mode *mode = mode_find(name, &member);
	return mode && !mode->baseline && !mode->pieces;
}

/* Adds a method where its name belongs, once. */
static void add_method(struct memory_place *place, const char *name)
{
	size_t at = 0;
	while (at < place->n_methods && strcmp(place->methods[at], name) < 0)
		at++;
	bool known = at < place->n_methods && strcmp(place->methods[at], name) == 0;
	if (known || place->n_methods == METHODS_MAX)
		return;
	memmove(&place->methods[at + 1], &place->methods[at],
		(place->n_methods - at) * sizeof *place->methods);
	place->methods[at] = name;
	place->n_methods++;
}

bool memory_place_of(const struct dataset *dataset, size_t i, struct memory_place *place)
{
	const struct key *key = &dataset->groups[i].key;
	*place = (struct memory_place){ key->workload, key->placement, { NULL }, 0 };
	if (!memory_layout(key->workload))
		return false;
	for (size_t j = 0; j < dataset->n_groups; j++) {
		const struct key *other = &dataset->groups[j].key;
		if (!memory_is_at(place, other))
			continue;
		if (j < i)
			return false;
		if (is_method(other->mode))
			add_method(place, other->mode);
	}
	return true;
}
