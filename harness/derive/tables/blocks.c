/* The slowdown of each run: what a comparison of campaigns ranks, so that it need not read the
 * runs. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "analysis/summary.h"
#include "derive/derivation.h"

static int add_block(
	struct rows *rows, const struct key *key, int64_t block, const double *x, size_t per)
{
	struct block_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	row->key = *key;
	row->block = block;
	row->slowdown_a = exp(x[0]);
	if (per > 1)
		row->slowdown_b = exp(x[1]);
	return 0;
}

static int add_sample(struct rows *rows, const struct key *key, const struct sample *sample,
	const int64_t *blocks)
{
	int error = 0;
	for (size_t i = 0; i < sample->blocks && !error; i++)
		error = add_block(rows, key, blocks[i], sample->x + i * sample->per, sample->per);
	return error;
}

static int add_group(struct rows *rows, const struct dataset *dataset, const struct group *group)
{
	struct sample sample = { NULL, 0, 0 };
	int64_t *blocks = calloc(group->n + 1, sizeof *blocks);
	int error = blocks ? summary_differences(dataset, group, &sample) : -ENOMEM;
	if (!error) {
		summary_blocks(dataset, group, blocks);
		error = add_sample(rows, &group->key, &sample, blocks);
	}
	free((double *)sample.x);
	free(blocks);
	return error;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	const struct dataset *dataset = campaign->dataset;
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && !error; i++)
		error = add_group(rows, dataset, &dataset->groups[i]);
	return error;
}

/* The tables of others are read as well. */
static const char *impossible(const void *row, const void *before)
{
	const struct block_row *block = row;
	(void)before;
	return block->slowdown_a > 0 && !(block->slowdown_b <= 0) ? NULL : "a slowdown is above 0";
}

TABLE(blocks_table, block_row, BLOCK_COLUMNS, .name = "blocks.csv", .impossible = impossible);

const struct derivation derivation = {
	.table = &blocks_table,
	.summary = "the slowdown of each run, block by block",
	.derive = derive,
};
