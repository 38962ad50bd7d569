/* What a watched program pays where it starts others: a fork, an exec, a thread, a tree. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/report.h"
#include "report/text.h"

static const struct {
	const char *workload, *what, *is;
} kinds[] = {
	{ "fork", "a fork", NULL },
	{ "execve", "an exec",
		"An exec is `execve`: vfork(2) and execve(2) of a static program that ends at "
		"once, and nothing else." },
	{ "exec", "a posix_spawn",
		"A posix_spawn is `exec`: the same by posix_spawn(3), with the calls that this "
		"libc makes around it." },
	{ "thread", "a thread", NULL },
	{ "tree", "a tree", "`tree` builds so many chains of four processes." },
	{ "fan", "a fan", "`fan` makes so many children of one." },
};
enum { KINDS = sizeof kinds / sizeof *kinds, COLUMNS_MAX = 16 };

/* The workloads and sizes of one placement, each a column. */
struct columns {
	const struct key *cells[COLUMNS_MAX];
	const char *what[COLUMNS_MAX];
	size_t n;
};

static bool is_first_of_cell(const struct operation_row *all, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (key_same_cell(&all[j].key, &all[i].key))
			return false;
	return true;
}

static struct columns columns_of(const struct rows *operations, const char *placement)
{
	const struct operation_row *all = operations->all;
	struct columns columns = { .n = 0 };
	for (size_t k = 0; k < KINDS; k++)
		for (size_t i = 0; i < operations->n && columns.n < COLUMNS_MAX; i++) {
			if (strcmp(all[i].workload, kinds[k].workload) != 0 ||
				strcmp(all[i].placement, placement) != 0 ||
				!is_first_of_cell(all, i))
				continue;
			columns.what[columns.n] = kinds[k].what;
			columns.cells[columns.n++] = &all[i].key;
		}
	return columns;
}

static const struct operation_row *in_cell(
	const struct report *report, const struct key *cell, const char *mode)
{
	return rows_find(tables_rows(report->loaded, &operations_table), key_with_mode(cell, mode));
}

static struct text added(const struct operation_row *row)
{
	if (!row)
		return (struct text){ "" };
	return isnan(row->added_ns.value) ? (struct text){ "not measured" }
					  : text_ns_interval(row->added_ns);
}

static struct text attached(const struct operation_row *row)
{
	return !row || isnan(row->attach_ns.value) ? (struct text){ "" }
						   : text_ns_interval(row->attach_ns);
}

/* Returns the operation of a cell when nobody watches, or NULL. */
static const struct operation_row *unwatched(const struct report *report, const struct key *cell)
{
	struct rows rows = tables_rows(report->loaded, &operations_table);
	const struct operation_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (key_same_cell(&all[i].key, cell) &&
			cells_is_baseline(report->loaded, all[i].key))
			return &all[i];
	return NULL;
}

/* Returns ": N calls, so long" of an operation. */
static struct text operation_words(const struct operation_row *row)
{
	struct text text = { "" };
	if (!row)
		return text;
	int n = snprintf(text.s, sizeof text.s, ": %.0f calls", row->calls);
	if (!isnan(row->ns.value))
		snprintf(text.s + n, sizeof text.s - (size_t)n, ", %s", text_ns(row->ns.value).s);
	return text;
}

/* Whether no cell further left has this mode. */
static bool is_new(
	const struct report *report, const struct columns *columns, size_t column, const char *mode)
{
	for (size_t c = 0; c < column; c++)
		if (in_cell(report, columns->cells[c], mode))
			return false;
	return true;
}

static void write_mode(
	const struct report *report, const struct columns *columns, const struct key *key)
{
	fprintf(report->out, "| `%s` | %s |", text_escape(key->mode).s,
		attached(in_cell(report, key, key->mode)).s);
	for (size_t c = 0; c < columns->n; c++)
		fprintf(report->out, " %s |",
			added(in_cell(report, columns->cells[c], key->mode)).s);
	fputc('\n', report->out);
}

/* Writes one line for each mode, those of the first cell before those that it does not have. */
static void write_modes(const struct report *report, const struct columns *columns)
{
	const struct summary_row **rows = load_sorted(report->loaded);
	size_t n = tables_rows(report->loaded, &summary_table).n;
	for (size_t c = 0; rows && c < columns->n; c++)
		for (size_t i = 0; i < n; i++)
			if (key_same_cell(&rows[i]->key, columns->cells[c]) &&
				!cells_is_baseline(report->loaded, rows[i]->key) &&
				is_new(report, columns, c, rows[i]->mode))
				write_mode(report, columns, &rows[i]->key);
	free(rows);
}

static void write_placement(const struct report *report, const struct columns *columns)
{
	fprintf(report->out, "Placement `%s`:\n\n| mode | to attach, once |",
		text_escape(columns->cells[0]->placement).s);
	for (size_t c = 0; c < columns->n; c++)
		fprintf(report->out, " %s (%s)%s |", columns->what[c],
			text_escape(text_cell(&report->loaded->known, columns->cells[c]->workload,
					    columns->cells[c]->size)
					    .s)
				.s,
			operation_words(unwatched(report, columns->cells[c])).s);
	fputs("\n|---|--:|", report->out);
	for (size_t c = 0; c < columns->n; c++)
		fputs("--:|", report->out);
	fputc('\n', report->out);
	write_modes(report, columns);
	fputc('\n', report->out);
}

static bool is_first_of_placement(const struct operation_row *all, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(all[j].placement, all[i].placement) == 0)
			return false;
	return true;
}

static bool was_measured(const struct rows *operations, const char *workload)
{
	const struct operation_row *all = operations->all;
	for (size_t i = 0; i < operations->n; i++)
		if (strcmp(all[i].workload, workload) == 0)
			return true;
	return false;
}

static void write_heading(const struct report *report, const struct rows *operations)
{
	fprintf(report->out,
		"## Process trees: what a fork, an exec, a thread costs\n\n"
		"What each mode adds to one of them, from its start until it is reaped; an "
		"interval "
		"that includes 0 is no cost that was seen, and where a cell is empty it was not "
		"measured. The calls are those of all processes of one operation, the time is what "
		"it takes when nobody watches.");
	for (size_t k = 0; k < KINDS; k++)
		if (kinds[k].is && was_measured(operations, kinds[k].workload))
			fprintf(report->out, " %s", kinds[k].is);
	fprintf(report->out,
		" To attach is what the mode does once before a program begins: a ptrace tracer's "
		"seize, and what the program itself does to be watched, such as installing a "
		"filter, for which it may be stopped already; what the dynamic loader does for a "
		"mode in the process is not in it, and its cell is empty where there is "
		"neither.\n\n");
}

void report_trees(const struct report *report)
{
	struct rows operations = tables_rows(report->loaded, &operations_table);
	const struct operation_row *all = operations.all;
	bool told = false;
	for (size_t i = 0; i < operations.n; i++) {
		if (!is_first_of_placement(all, i))
			continue;
		struct columns columns = columns_of(&operations, all[i].placement);
		if (columns.n == 0)
			continue;
		if (!told)
			write_heading(report, &operations);
		told = true;
		write_placement(report, &columns);
	}
}
