#include <string.h>

#include "relations.h"

struct list {
	struct relation *all;
	size_t n;
};

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static void add(struct list *list, const char *lower, const char *upper)
{
	for (size_t i = 0; i < list->n; i++)
		if (is_same(list->all[i].lower, lower) && is_same(list->all[i].upper, upper))
			return; /* in another cell */
	if (is_same(lower, upper))
		return; /* a foreign file */
	if (list->n < RELATIONS_MAX)
		list->all[list->n++] = (struct relation){ lower, upper };
}

/* Finds the member of the same family and cell with the next smaller number, or NULL. */
static const struct mode_row *next_smaller(const struct dataset *dataset, const struct known *known,
	const struct key *key, const struct mode_row *member)
{
	const struct mode_row *best = NULL;
	for (size_t i = 0; member->family[0] && i < dataset->n_groups; i++) {
		const struct key *other = &dataset->groups[i].key;
		if (!key_same_cell(key, other))
			continue;
		const struct mode_row *mode = known_mode(known, other->mode);
		if (strcmp(mode->family, member->family) == 0 && mode->n < member->n &&
			(!best || mode->n > best->n))
			best = mode;
	}
	return best;
}

size_t relations_of(const struct dataset *dataset, const struct known *known,
	struct relation relations[RELATIONS_MAX])
{
	struct list list = { .all = relations };
	for (size_t i = 0; i < dataset->n_groups; i++) {
		const struct key *key = &dataset->groups[i].key;
		const struct mode_row *mode = known_mode(known, key->mode);
		const struct mode_row *smaller = next_smaller(dataset, known, key, mode);
		if (is_yes(mode->answers))
			add(&list, NULL, mode->mode);
		if (mode->at_least[0])
			add(&list, mode->at_least, mode->mode);
		if (smaller)
			add(&list, smaller->mode, mode->mode);
	}
	return list.n;
}
