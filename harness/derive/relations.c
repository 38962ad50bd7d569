#include <string.h>

#include "modes/mode.h"
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
			return; /* of another cell */
	if (list->n < RELATIONS_MAX)
		list->all[list->n++] = (struct relation){ lower, upper };
}

/* Of the family and in the cell of this member, the one with the next smaller number, or NULL. */
static const char *next_smaller(
	const struct dataset *dataset, const struct group *group, const struct mode *member)
{
	const struct mode *family = mode_family(member->name);
	const char *best = NULL;
	double best_n = -1;
	for (size_t i = 0; family && i < dataset->n_groups; i++) {
		const struct group *other = &dataset->groups[i];
		if (!key_same_cell(&group->key, &other->key) || mode_family(other->mode) != family)
			continue;
		struct mode mode;
		if (mode_member(family, other->mode, &mode) && mode.n < member->n &&
			mode.n > best_n) {
			best = other->mode;
			best_n = mode.n;
		}
	}
	return best;
}

size_t relations_of(const struct dataset *dataset, struct relation relations[RELATIONS_MAX])
{
	struct list list = { .all = relations };
	for (size_t i = 0; i < dataset->n_groups; i++) {
		const struct group *group = &dataset->groups[i];
		struct mode member;
		const struct mode *mode = mode_find(group->mode, &member);
		if (!mode)
			continue;
		if (mode->answers)
			add(&list, NULL, group->mode);
		if (mode->at_least)
			add(&list, mode->at_least, group->mode);
		const char *smaller = next_smaller(dataset, group, mode);
		if (smaller)
			add(&list, smaller, group->mode);
	}
	return list.n;
}
