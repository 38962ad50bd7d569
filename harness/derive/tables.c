#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/grown.h"
#include "derivation.h"
#include "written.h"

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

static size_t find(const struct table *table)
{
	size_t i = 0;
	while (derivations[i]->table != table)
		i++;
	return i;
}

static struct derived *derived_of(const struct loaded *campaign, const struct table *table)
{
	return &campaign->tables->all[find(table)];
}

static void derive(
	const struct loaded *campaign, const struct derivation *derivation, struct derived *derived)
{
	derived->begun = true;
	derived->rows.table = derivation->table;
	int error = derivation->derive(campaign, &derived->rows);
	if (!error)
		return;
	derived->rows.n = 0;
	if (!campaign->tables->error)
		campaign->tables->error = error;
}

struct rows tables_rows(const struct loaded *campaign, const struct table *table)
{
	struct derived *derived = derived_of(campaign, table);
	if (!derived->begun)
		derive(campaign, derivations[find(table)], derived);
	return derived->rows;
}

int tables_derive(const struct loaded *campaign)
{
	for (size_t i = 0; derivations[i]; i++)
		tables_rows(campaign, derivations[i]->table);
	return campaign->tables->error;
}

static int take(const void *row, void *context)
{
	struct rows *rows = context;
	void *into = rows_add(rows);
	if (!into)
		return -ENOMEM;
	memcpy(into, row, rows->table->row_size);
	return 0;
}

/* Reads one table; one without rows has no file. Returns what table_read does. */
static int read_rows(const struct loaded *campaign, const struct table *table)
{
	struct derived *derived = derived_of(campaign, table);
	struct table_error unused;
	derived->begun = true;
	derived->rows.table = table;
	int error = table_read(
		table, campaign->directory, table->name, 0, take, &derived->rows, &unused);
	return error == -ENOENT ? 0 : error;
}

static void forget(struct derived *derived)
{
	derived->begun = false;
	derived->rows.n = 0;
}

int tables_read(const struct loaded *campaign, const struct table *const tables[])
{
	int error = written_is_current(campaign->directory, tables) ? 0 : -ESTALE;
	for (size_t i = 0; tables[i] && !error; i++)
		error = read_rows(campaign, tables[i]);
	for (size_t i = 0; tables[i] && error; i++)
		forget(derived_of(campaign, tables[i]));
	return error && error != -ENOMEM ? -ESTALE : error;
}

int tables_round(const struct loaded *campaign, const struct table *const tables[])
{
	for (size_t i = 0; tables[i]; i++) {
		struct rows rows = tables_rows(campaign, tables[i]);
		for (size_t j = 0; j < rows.n; j++)
			table_round(tables[i], (char *)rows.all + j * tables[i]->row_size);
	}
	return campaign->tables->error;
}

static int write_rows(const struct rows *rows, int directory)
{
	if (rows->n > 0)
		return table_write(rows->table, directory, rows->all, rows->n);
	return unlinkat(directory, rows->table->name, 0) < 0 && errno != ENOENT ? -errno : 0;
}

/* Notes which files were made of which. */
static int note(const struct loaded *campaign, const char *path, struct complaint *complaint)
{
	size_t n = 0;
	while (derivations[n])
		n++;
	const struct table **tables = calloc(n + 1, sizeof *tables);
	int error = tables ? 0 : -ENOMEM;
	for (size_t i = 0; i < n && tables; i++)
		tables[i] = derivations[i]->table;
	if (tables)
		error = written_note(campaign->directory, tables);
	free(tables);
	if (error)
		complain(complaint, "%s/derived.csv: %s", path, strerror(-error));
	return error;
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
	return error ? error : note(campaign, path, complaint);
}
