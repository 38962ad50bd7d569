/* Files in a folder of their own, written as text or as rows, and read back. */
#ifndef TRACETAX_UNIT_FILES_H
#define TRACETAX_UNIT_FILES_H

#include <check.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "records/rows.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

#define NAME	"t.csv"
#define PARTIAL "t.csv.partial"
static const char *const names[] = { NAME, PARTIAL, "target" };
static const struct table *const tables[] = { &runs_table, &counters_table, &summary_table };

#define HEADER "campaign,seq,side,event,value,time_enabled,time_running,status\n"
#define GOOD   "c,1,tracee,cycles,5,6,7,ok\n"

enum { TEXT_SIZE = 8192 };

static char folder[64];
static int directory = -1;
static struct table_error finding;

static inline void make_folder(void)
{
	strcpy(folder, "/tmp/tracetax-records-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ck_assert_int_ge(directory, 0);
}

static inline void remove_files(void)
{
	for (int i = 0; i < LENGTH(names); i++)
		unlinkat(directory, names[i], 0);
}

static inline void remove_folder(void)
{
	remove_files();
	close(directory);
	rmdir(folder);
}

static inline void put(const char *name, const char *text, size_t n)
{
	int fd = openat(directory, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, n), (ssize_t)n);
	close(fd);
}

static inline size_t get(const char *name, char *text)
{
	int fd = openat(directory, name, O_RDONLY | O_CLOEXEC);
	ck_assert_int_ge(fd, 0);
	ssize_t n = read(fd, text, TEXT_SIZE - 1);
	ck_assert_int_ge(n, 0);
	close(fd);
	text[n] = '\0';
	return (size_t)n;
}

/* The rows that were read; at most four are kept. */
struct bag {
	const struct table *table;
	size_t n;
	_Alignas(8) char rows[4][sizeof(struct run_row)];
};

static inline int keep(const void *row, void *context)
{
	struct bag *bag = context;
	if (bag->n < sizeof bag->rows / sizeof *bag->rows)
		memcpy(bag->rows[bag->n], row, bag->table->row_size);
	bag->n++;
	return 0;
}

static inline int read_back(struct bag *bag, const struct table *table, int partial)
{
	*bag = (struct bag){ .table = table };
	finding.text[0] = '\0';
	return table_read(table, directory, NAME, partial, keep, bag, &finding);
}

static inline void ck_done(int error)
{
	ck_assert_msg(error == 0, "%s: %s", strerror(-error), finding.text);
}

static inline void *field_of(const struct column *column, void *row)
{
	return (char *)row + column->offset;
}

static inline void ck_same_field(const struct column *column, void *a, void *b)
{
	if (column->type == COLUMN_TEXT)
		ck_assert_str_eq((const char *)a, (const char *)b);
	else if (column->type == COLUMN_COUNT)
		ck_assert_int_eq(*(int64_t *)a, *(int64_t *)b);
	else if (isnan(*(double *)a))
		ck_assert_double_nan(*(double *)b);
	else
		ck_assert_double_eq(*(double *)a, *(double *)b);
}

static inline void ck_same_row(const struct table *table, void *a, void *b)
{
	for (size_t i = 0; i < table->n; i++)
		ck_same_field(&table->columns[i], field_of(&table->columns[i], a),
			field_of(&table->columns[i], b));
}

static inline size_t put_run(char *text, int seq, const char *column, const char *value)
{
	static const char *const usual[][2] = { { "schema", "4" }, { "block", "1" },
		{ "position", "1" }, { "role", "treatment" }, { "status", "ok" }, { "ops", "20" },
		{ "calls", "20" }, { "wall_ns", "1000" } };
	size_t n = 0;
	for (size_t i = 0; i < runs_table.n; i++) {
		const char *name = runs_table.columns[i].name, *field = "";
		char number[16];
		for (int u = 0; u < LENGTH(usual); u++)
			field = strcmp(usual[u][0], name) == 0 ? usual[u][1] : field;
		snprintf(number, sizeof number, "%d", seq);
		field = strcmp(name, "seq") == 0 ? number : field;
		field = column && strcmp(name, column) == 0 ? value : field;
		n += (size_t)sprintf(text + n, "%s%s", i ? "," : "", field);
	}
	return n + (size_t)sprintf(text + n, "\n");
}

static inline size_t put_run_header(char *text)
{
	size_t n = 0;
	for (size_t i = 0; i < runs_table.n; i++)
		n += (size_t)sprintf(text + n, "%s%s", i ? "," : "", runs_table.columns[i].name);
	return n + (size_t)sprintf(text + n, "\n");
}

#endif
