/* Modes that differ only in a number: the cost of each step of that number. */
#include <errno.h>
#include <string.h>

#include "analysis/summary.h"
#include "derive/derivation.h"

enum { MEMBERS_MAX = 64 };

struct members {
	const struct group *groups[MEMBERS_MAX];
	double numbers[MEMBERS_MAX];
	size_t n;
};

/* Returns the members measured in the cell of the first; none if `first` is not the first. */
static struct members members_of(const struct loaded *campaign, size_t first)
{
	const struct group *groups = campaign->dataset->groups;
	const char *family = known_mode(&campaign->known, groups[first].key.mode)->family;
	struct members members = { .n = 0 };
	for (size_t i = 0; *family && i < campaign->dataset->n_groups && members.n < MEMBERS_MAX;
		i++) {
		if (!key_same_cell(&groups[i].key, &groups[first].key))
			continue;
		const struct mode_row *mode = known_mode(&campaign->known, groups[i].key.mode);
		if (strcmp(mode->family, family) != 0)
			continue;
		if (i < first)
			return (struct members){ .n = 0 };
		members.groups[members.n] = &groups[i];
		members.numbers[members.n++] = mode->n;
	}
	return members;
}

static int add(struct rows *rows, const struct members *members, const char *family_name)
{
	const struct family family = { members->groups, members->numbers, members->n };
	struct slope_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = members->groups[0]->key;
	snprintf(row->key.mode, sizeof row->key.mode, "%s", family_name);
	row->members = (int64_t)members->n;
	return summary_slope(&family, 0.95, &row->ns);
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && !error; i++) {
		struct members members = members_of(campaign, i);
		const char *mode = dataset->groups[i].key.mode;
		if (members.n > 1)
			error = add(rows, &members, known_mode(&campaign->known, mode)->family);
	}
	return error;
}

TABLE(slopes_table, slope_row, SLOPE_COLUMNS, .name = "slopes.csv");

const struct derivation derivation = {
	.table = &slopes_table,
	.summary = "what one more of the number in the name of a family costs a call",
	.derive = derive,
};
