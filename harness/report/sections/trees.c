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
	const struct group *cells[COLUMNS_MAX];
	const char *what[COLUMNS_MAX];
	size_t n;
};

static bool is_first_of_cell(const struct dataset *dataset, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (group_same_cell(&dataset->groups[j], &dataset->groups[i]))
			return false;
	return true;
}

static struct columns columns_of(const struct dataset *dataset, const char *placement)
{
	struct columns columns = { .n = 0 };
	for (size_t k = 0; k < KINDS; k++)
		for (size_t i = 0; i < dataset->n_groups && columns.n < COLUMNS_MAX; i++) {
			const struct group *group = &dataset->groups[i];
			if (strcmp(group->workload, kinds[k].workload) != 0 ||
				strcmp(group->placement, placement) != 0 ||
				!is_first_of_cell(dataset, i))
				continue;
			columns.what[columns.n] = kinds[k].what;
			columns.cells[columns.n++] = group;
		}
	return columns;
}

static const struct group *in_cell(
	const struct report *report, const struct group *cell, const char *mode)
{
	return cells_group(report->loaded, cell->workload, cell->size, cell->placement, mode);
}

/* Of one operation: what was measured is of a call. */
static struct text added_per_op(const struct report *report, const struct group *group)
{
	if (!group || group->totals.ops <= 0)
		return (struct text){ "" };
	struct estimate added =
		cells_added(&report->loaded->rows[group - report->loaded->dataset.groups]);
	double calls = group->totals.calls / group->totals.ops;
	if (isnan(added.value))
		return (struct text){ "not measured" };
	return text_ns_interval(
		(struct estimate){ added.value * calls, added.lo * calls, added.hi * calls });
}

/* ": N calls, so long", of one operation when nobody watches. */
static struct text unwatched(const struct report *report, const struct group *cell)
{
	const struct dataset *dataset = &report->loaded->dataset;
	const struct group *group = dataset_baseline(dataset, cell);
	struct text text = { "" };
	if (!group || group->totals.ops <= 0)
		return text;
	double calls = group->totals.calls / group->totals.ops;
	double ns = report->loaded->rows[group - dataset->groups].ns_per_call * calls;
	int n = snprintf(text.s, sizeof text.s, ": %.0f calls", calls);
	if (!isnan(ns))
		snprintf(text.s + n, sizeof text.s - (size_t)n, ", %s", text_ns(ns).s);
	return text;
}

static struct text attached(const struct report *report, const struct group *group)
{
	struct estimate ns;
	if (summary_attach(&report->loaded->dataset, group, &ns) < 0 || isnan(ns.value))
		return (struct text){ "" };
	return text_ns_interval(ns);
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
	const struct report *report, const struct columns *columns, const struct group *group)
{
	fprintf(report->out, "| `%s` | %s |", text_escape(group->mode).s,
		attached(report, group).s);
	for (size_t c = 0; c < columns->n; c++)
		fprintf(report->out, " %s |",
			added_per_op(report, in_cell(report, columns->cells[c], group->mode)).s);
	fputc('\n', report->out);
}

static void write_placement(const struct report *report, const struct columns *columns)
{
	const struct dataset *dataset = &report->loaded->dataset;
	fprintf(report->out, "Placement `%s`:\n\n| mode | to attach, once |",
		text_escape(columns->cells[0]->placement).s);
	for (size_t c = 0; c < columns->n; c++)
		fprintf(report->out, " %s (%s)%s |", columns->what[c],
			text_escape(
				text_cell(columns->cells[c]->workload, columns->cells[c]->size).s)
				.s,
			unwatched(report, columns->cells[c]).s);
	fputs("\n|---|--:|", report->out);
	for (size_t c = 0; c < columns->n; c++)
		fputs("--:|", report->out);
	fputc('\n', report->out);
	const struct summary_row **rows = load_sorted(report->loaded);
	for (size_t c = 0; rows && c < columns->n; c++)
		for (size_t i = 0; i < dataset->n_groups; i++) {
			const struct group *group =
				&dataset->groups[rows[i] - report->loaded->rows];
			if (group_same_cell(group, columns->cells[c]) && !group->baseline &&
				is_new(report, columns, c, group->mode))
				write_mode(report, columns, group);
		}
	free(rows);
	fputc('\n', report->out);
}

static bool is_first_of_placement(const struct dataset *dataset, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(dataset->groups[j].placement, dataset->groups[i].placement) == 0)
			return false;
	return true;
}

static void write_heading(const struct report *report)
{
	const struct dataset *dataset = &report->loaded->dataset;
	fprintf(report->out,
		"## Process trees: what a fork, an exec, a thread costs\n\n"
		"What each mode adds to one of them, from its start until it is reaped; an "
		"interval "
		"that includes 0 is no cost that was seen, and where a cell is empty it was not "
		"measured. The calls are those of all processes of one operation, the time is what "
		"it takes when nobody watches.");
	for (size_t k = 0; k < KINDS; k++)
		for (size_t i = 0; i < dataset->n_groups && kinds[k].is; i++)
			if (strcmp(dataset->groups[i].workload, kinds[k].workload) == 0) {
				fprintf(report->out, " %s", kinds[k].is);
				break;
			}
	fprintf(report->out,
		" To attach is what the mode does once before a program begins: a ptrace tracer's "
		"seize, and what the program itself does to be watched, such as installing a "
		"filter, for which it may be stopped already; what the dynamic loader does for a "
		"mode in the process is not in it, and its cell is empty where there is "
		"neither.\n\n");
}

void report_trees(const struct report *report)
{
	const struct dataset *dataset = &report->loaded->dataset;
	bool told = false;
	for (size_t i = 0; i < dataset->n_groups; i++) {
		if (!is_first_of_placement(dataset, i))
			continue;
		struct columns columns = columns_of(dataset, dataset->groups[i].placement);
		if (columns.n == 0)
			continue;
		if (!told)
			write_heading(report);
		told = true;
		write_placement(report, &columns);
	}
}
