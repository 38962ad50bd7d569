/* The size above which one method of reading or writing memory is faster than another. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "analysis/memory.h"
#include "derive/derivation.h"
#include "derive/memory_place.h"

static int add(struct rows *rows, const struct memory_pair *pair, struct estimate size)
{
	struct crossover_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	snprintf(row->workload, sizeof row->workload, "%s", pair->workload);
	snprintf(row->placement, sizeof row->placement, "%s", pair->placement);
	snprintf(row->from, sizeof row->from, "%s", pair->from);
	snprintf(row->to, sizeof row->to, "%s", pair->to);
	row->size = size;
	return 0;
}

static int derive_place(
	const struct dataset *dataset, const struct memory_place *place, struct rows *rows)
{
	int error = 0;
	for (size_t i = 0; i < place->n_methods; i++)
		for (size_t j = 0; j < place->n_methods && !error; j++) {
			const struct memory_pair pair = { place->workload, place->placement,
				place->methods[i], place->methods[j] };
			struct estimate size = memory_crossover(dataset, &pair);
			if (!isnan(size.value))
				error = add(rows, &pair, size);
		}
	return error;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	return memory_each_place(campaign, derive_place, rows);
}

TABLE(crossovers_table, crossover_row, CROSSOVER_COLUMNS, .name = "crossovers.csv");

const struct derivation derivation = {
	.table = &crossovers_table,
	.summary = "the size above which one method of reading or writing memory beats another",
	.derive = derive,
};
