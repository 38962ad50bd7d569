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

static bool is_same_cell(const struct group *a, const struct group *b)
{
	return a->size == b->size && strcmp(a->workload, b->workload) == 0 &&
	       strcmp(a->placement, b->placement) == 0;
}

/* Of the family and in the cell of this member, the one with the next smaller number, or NULL. */
static const struct mode *next_smaller(
	const struct dataset *dataset, const struct group *group, const struct mode *member)
{
	const struct mode *family = mode_family(member->name), *best = NULL;
	for (size_t i = 0; family && i < dataset->n_groups; i++) {
		const struct group *other = &dataset->groups[i];
		if (!is_same_cell(group, other) || mode_family(other->mode) != family)
			continue;
		const struct mode *mode = mode_find(other->mode);
		if (mode && mode->n < member->n && (!best || mode->n > best->n))
			best = mode;
	}
	return best;
}

size_t relations_of(const struct dataset *dataset, struct relation relations[RELATIONS_MAX])
{
	struct list list = { .all = relations };
	for (size_t i = 0; i < dataset->n_groups; i++) {
		const struct mode *mode = mode_find(dataset->groups[i].mode);
		if (!mode)
			continue;
		if (mode->answers)
			add(&list, NULL, mode->name);
		if (mode->at_least)
			add(&list, mode->at_least, mode->name);
		const struct mode *smaller = next_smaller(dataset, &dataset->groups[i], mode);
		if (smaller)
			add(&list, smaller->name, mode->name);
	}
	return list.n;
}
