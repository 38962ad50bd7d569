#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/grown.h"
#include "derivation.h"

struct tables {
	int error; /* of the first that could not be derived */
	struct derived {
		struct rows rows;
		bool begun;
	} all[]; /* one per derivation, in that order */
};

struct tables *tables_new(void)
{
	size_t n = 0;
	while (derivations[n])
		n++;
	return calloc(1, sizeof(struct tables) + n * sizeof(struct derived));
}

void tables_free(struct tables *tables)
{
	for (size_t i = 0; tables && derivations[i]; i++)
		free(tables->all[i].rows.all);
	free(tables);
}

void *rows_add(struct rows *rows)
{
	size_t n = rows->n, size = rows->table->row_size;
	void *all = grown(rows->all, n, size);
	if (!all)
		return NULL;
	rows->all = all;
	rows->n++;
	void *row = (char *)all + n * size;
	row_clear(rows->table, row);
	return row;
}

static void derive(const struct loaded *campaign, size_t i)
{
	struct derived *derived = &campaign->tables->all[i];
	derived->begun = true;
	derived->rows.table = derivations[i]->table;
	int error = derivations[i]->derive(campaign, &derived->rows);
	if (!error)
		return;
	derived->rows.n = 0;
	if (!campaign->tables->error)
		campaign->tables->error = error;
}

struct rows tables_rows(const struct loaded *campaign, const struct table *table)
{
	size_t i = 0;
	while (derivations[i]->table != table)
		i++;
	if (!campaign->tables->all[i].begun)
		derive(campaign, i);
	return campaign->tables->all[i].rows;
}

int tables_derive(const struct loaded *campaign)
{
	for (size_t i = 0; derivations[i]; i++)
		tables_rows(campaign, derivations[i]->table);
	return campaign->tables->error;
}

static int write_rows(const struct rows *rows, int directory)
{
	if (rows->n > 0)
		return table_write(rows->table, directory, rows->all, rows->n);
	return unlinkat(directory, rows->table->name, 0) < 0 && errno != ENOENT ? -errno : 0;
}

int tables_write(const struct loaded *campaign, const char *path, struct complaint *complaint)
{
	int error = tables_derive(campaign);
	if (error)
		complain(complaint, "%s: %s", path, strerror(-error));
	for (size_t i = 0; derivations[i] && !error; i++) {
		struct rows rows = tables_rows(campaign, derivations[i]->table);
		error = write_rows(&rows, campaign->directory);
		if (error)
			complain(complaint, "%s/%s: %s", path, rows.table->name, strerror(-error));
	}
	return error;
}
