/* The machine in a line, for the charts. */
#include <errno.h>

#include "derive/derivation.h"
#include "records/machine_record.h"

static int derive(const struct loaded *campaign, struct rows *rows)
{
	struct caption_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	machine_caption(campaign->machine, row->caption, sizeof row->caption);
	return 0;
}

TABLE(caption_table, caption_row, CAPTION_COLUMNS, .name = "caption.csv");

const struct derivation derivation = {
	.table = &caption_table,
	.summary = "the machine in a line, for the charts",
	.derive = derive,
};
