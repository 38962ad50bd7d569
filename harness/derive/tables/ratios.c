/* Compares two modes, or two workloads, block by block. */
#include <errno.h>
#include <string.h>

#include "analysis/relations.h"
#include "analysis/summary.h"
#include "derive/derivation.h"
#include "derive/memory_place.h"

struct claims {
	struct relation all[RELATIONS_MAX];
	size_t n;
};

static bool is_claimed(const struct claims *claims, const char *upper, const char *lower)
{
	for (size_t i = 0; i < claims->n; i++)
		if (claims->all[i].lower && strcmp(claims->all[i].lower, lower) == 0 &&
			strcmp(claims->all[i].upper, upper) == 0)
			return true;
	return false;
}

/* Tells whether two modes of one cell are compared: any two that access memory, a mode and one
 * whose work it includes, a mode and a loop that exists only for comparison. */
static bool are_compared(const struct known *known, const struct claims *claims,
	const struct key *a, const struct key *b)
{
	if (!key_same_cell(a, b) || strcmp(a->mode, b->mode) == 0)
		return false;
	return known_workload(known, a->workload, a->size)->access[0] ||
	       is_claimed(claims, a->mode, b->mode) ||
	       is_yes(known_mode(known, b->mode)->reference);
}

/* Tells whether b has the memory that other states are compared with: hot private pages in one
 * piece. */
static bool is_plain_of(const struct known *known, const struct key *a, const struct key *b)
{
	if (a->size != b->size || strcmp(a->placement, b->placement) != 0 ||
		strcmp(a->mode, b->mode) != 0 || strcmp(a->workload, b->workload) == 0)
		return false;
	const struct workload_row *workload = known_workload(known, a->workload, a->size);
	const char *plain = strcmp(workload->access, "read") == 0 ? "memory-read" : "memory-write";
	return workload->access[0] && workload->piece_bytes == ABSENT && !is_yes(workload->text) &&
	       strcmp(b->workload, plain) == 0;
}

static int add(struct rows *rows, const struct group *a, const struct group *b)
{
	struct ratio_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = a->key;
	memcpy(row->against_workload, b->key.workload, sizeof row->against_workload);
	memcpy(row->against_mode, b->key.mode, sizeof row->against_mode);
	return summary_ratio(a, b, 0.95, &row->ratio);
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	const struct known *known = &campaign->known;
	struct claims claims;
	int error = 0;
	claims.n = relations_of(dataset, known, claims.all);
	for (size_t i = 0; i < dataset->n_groups; i++)
		for (size_t j = 0; j < dataset->n_groups && !error; j++) {
			const struct group *a = &dataset->groups[i], *b = &dataset->groups[j];
			if (are_compared(known, &claims, &a->key, &b->key) ||
				is_plain_of(known, &a->key, &b->key))
				error = add(rows, a, b);
		}
	return error;
}

TABLE(ratios_table, ratio_row, RATIO_COLUMNS, .name = "ratios.csv");

const struct derivation derivation = {
	.table = &ratios_table,
	.summary = "the time of a call, against another mode or workload, block by block",
	.derive = derive,
};
