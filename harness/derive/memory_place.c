#include <string.h>

#include "memory_place.h"

bool memory_place_has(const struct memory_place *place, const struct key *key)
{
	return strcmp(key->workload, place->workload) == 0 &&
	       strcmp(key->placement, place->placement) == 0;
}

/* Tells whether a mode is a method of its own. The local copy is not; nor is a mode that makes one
 * call per piece, which is the same as another when there is one piece. */
static bool is_method(const struct mode_row *mode)
{
	return !is_yes(mode->baseline) && !is_yes(mode->piecewise);
}

/* Inserts a method once, in the order of names. */
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

/* Finds the place of the i-th group; returns false if it is not of memory, or an earlier group has
 * the same place. */
static bool place_of(const struct dataset *dataset, const struct known *known, size_t i,
	struct memory_place *place)
{
	const struct key *key = &dataset->groups[i].key;
	*place = (struct memory_place){ key->workload, key->placement, { NULL }, 0 };
	if (!known_workload(known, key->workload, key->size)->access[0])
		return false;
	for (size_t j = 0; j < dataset->n_groups; j++) {
		const struct key *other = &dataset->groups[j].key;
		if (!memory_place_has(place, other))
			continue;
		if (j < i)
			return false;
		if (is_method(known_mode(known, other->mode)))
			add_method(place, other->mode);
	}
	return true;
}

int memory_each_place(const struct loaded *campaign,
	int (*derive)(const struct dataset *, const struct memory_place *, struct rows *),
	struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	struct memory_place place;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && !error; i++)
		if (place_of(dataset, &campaign->known, i, &place))
			error = derive(dataset, &place, rows);
	return error;
}
