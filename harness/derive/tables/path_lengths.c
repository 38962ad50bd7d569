/* How many instructions a call takes, by mode: of a machine whose clock counts instructions. */
#include <errno.h>
#include <math.h>

#include "derive/derivation.h"
#include "records/machine_record.h"

static struct estimate times(struct estimate e, double by)
{
	return (struct estimate){ e.value * by, e.lo * by, e.hi * by };
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	double per_ns = machine_clock_instructions(campaign->machine);
	struct rows summary = tables_rows(campaign, &summary_table);
	const struct summary_row *all = summary.all;
	for (size_t i = 0; i < summary.n && !isnan(per_ns); i++) {
		if (isnan(all[i].ns_per_call.value))
			continue;
		struct path_length_row *row = rows_add(rows);
		if (!row)
			return -ENOMEM;
		row->key = all[i].key;
		row->instructions = times(all[i].ns_per_call, per_ns);
		row->added = times(all[i].added_ns, per_ns);
	}
	return 0;
}

TABLE(path_lengths_table, path_length_row, PATH_LENGTH_COLUMNS, .name = "path-lengths.csv");

const struct derivation derivation = {
	.table = &path_lengths_table,
	.summary = "how many instructions a call takes, where the clock counts them",
	.derive = derive,
};
