#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "charts.h"
#include "derive/cells.h"
#include "derive/density.h"
#include "gnuplot.h"
#include "records/machine_record.h"
#include "report/report.h"

static void list_borders(FILE *out, const struct loaded *loaded, const struct chart *chart);
static void list_rates(FILE *out, const struct loaded *loaded, const struct chart *chart);
static void list_saturated(FILE *out, const struct loaded *loaded, const struct chart *chart);
static const char *mixed_placement(const struct loaded *loaded, const char *workload);
static const char *tasks_placement(const struct loaded *loaded, const char *workload);

const struct chart charts[] = {
	{
		.name = "interception",
		.title = "What one interception costs, every mechanism",
		.workload = "getpid",
		.placements = "same cross",
		.watched_only = true,
	},
	{
		.name = "slowdown",
		.title = "Slowdown of a getpid loop by mode and placement",
		.workload = "getpid",
	},
	{
		.name = "switches",
		.title = "Context switches per getpid, both sides together",
		.workload = "getpid",
	},
	{
		.name = "density",
		.title = "Slowdown of a program by its own rate of calls",
		.workload = "mixed",
		.table = "density.csv",
		.placement = mixed_placement,
		.list_marks = list_rates,
	},
	{
		.name = "memory-time",
		.title = "Time to read the memory of another process, by size",
		.workload = "memory-read",
		.placement = load_placement,
		.list_marks = list_borders,
	},
	{
		.name = "memory-bandwidth",
		.title = "Bandwidth of reading the memory of another process, by size",
		.workload = "memory-read",
		.placement = load_placement,
		.list_marks = list_borders,
	},
	{
		.name = "memory-write-time",
		.title = "Time to write the memory of another process, by size",
		.workload = "memory-write",
		.placement = load_placement,
		.list_marks = list_borders,
	},
	{
		.name = "memory-write-bandwidth",
		.title = "Bandwidth of writing the memory of another process, by size",
		.workload = "memory-write",
		.placement = load_placement,
		.list_marks = list_borders,
	},
	{
		.name = "scaling",
		.title = "Calls per second of many threads under one tracer",
		.workload = "threads",
		.placement = tasks_placement,
		.list_marks = list_saturated,
	},
	{
		.name = "scaling-processes",
		.title = "Calls per second of many processes under one tracer",
		.workload = "processes",
		.placement = tasks_placement,
		.list_marks = list_saturated,
	},
	{ .name = NULL },
};

static bool chart_shows(
	const struct chart *chart, const struct loaded *loaded, const char *placement)
{
	if (chart->placement) {
		const char *only = chart->placement(loaded, chart->workload);
		return only && strcmp(only, placement) == 0;
	}
	return gnuplot_is_plain(placement) && load_has(loaded, chart->workload, placement, NULL) &&
	       (!chart->placements || strstr(chart->placements, placement));
}

bool chart_has_data(const struct chart *chart, const struct loaded *loaded)
{
	for (size_t i = 0; loaded->placements[i]; i++)
		if (chart_shows(chart, loaded, loaded->placements[i]))
			return true;
	return false;
}

bool chart_is_drawn(const struct chart *chart, const struct loaded *loaded)
{
	char path[96];
	snprintf(path, sizeof path, "charts/%s.svg", chart->name);
	return faccessat(loaded->directory, path, R_OK, 0) == 0;
}

/* A mode that charts may name, and its cost at the first placement that has it and the size at
 * which it costs least, by which they are sorted. */
struct named {
	const char *name;
	double cost;
};
enum { NAMED_MAX = 128 };

static int by_cost(const void *a, const void *b)
{
	double x = ((const struct named *)a)->cost, y = ((const struct named *)b)->cost;
	return (x > y) - (x < y);
}

/* n where it is not listed. */
static size_t place_of(const struct named *list, size_t n, const char *name)
{
	size_t i = 0;
	while (i < n && strcmp(list[i].name, name) != 0)
		i++;
	return i;
}

/* Adds those of one placement to n others; how many there are then. */
static size_t add_modes(const struct loaded *loaded, const struct chart *chart,
	const char *placement, struct named *list, size_t n)
{
	size_t first = n;
	struct rows summary = tables_rows(loaded, &summary_table);
	const struct summary_row *rows = summary.all;
	for (size_t i = 0; i < summary.n && n < NAMED_MAX; i++) {
		const struct summary_row *row = &rows[i];
		const char *name = row->mode;
		if (!gnuplot_is_plain(name) || strcmp(row->workload, chart->workload) != 0 ||
			strcmp(row->placement, placement) != 0 ||
			(chart->watched_only && cells_is_baseline(loaded, row->key)))
			continue;
		double cost = chart->watched_only ? row->added_ns.value : row->ns_per_call.value;
		size_t at = place_of(list, n, name);
		if (at == n)
			list[n++] = (struct named){ name, cost };
		else if (at >= first)
			list[at].cost = fmin(list[at].cost, cost);
	}
	return n;
}

static void list_modes(FILE *out, const struct loaded *loaded, const struct chart *chart)
{
	struct named list[NAMED_MAX];
	size_t n = 0;
	for (size_t i = 0; loaded->placements[i]; i++)
		if (chart_shows(chart, loaded, loaded->placements[i]))
			n = add_modes(loaded, chart, loaded->placements[i], list, n);
	qsort(list, n, sizeof *list, by_cost);
	for (size_t i = 0; i < n; i++)
		fprintf(out, "%s ", list[i].name);
}

static void list_placements(FILE *out, const struct loaded *loaded, const struct chart *chart)
{
	for (size_t i = 0; loaded->placements[i]; i++)
		if (chart_shows(chart, loaded, loaded->placements[i]))
			fprintf(out, "%s ", loaded->placements[i]);
}

/* Lists where the rule of thumb goes on to another method. */
static void list_borders(FILE *out, const struct loaded *loaded, const struct chart *chart)
{
	struct rows rows = tables_rows(loaded, &rules_table);
	const char *placement = load_placement(loaded, chart->workload);
	const struct rule_row *all = rows.all;
	fputs("; crossovers='", out);
	for (size_t i = 1; i < rows.n; i++) {
		const struct estimate *from = &all[i].crossover;
		if (isnan(from->value) || !gnuplot_is_plain(all[i - 1].method) ||
			!gnuplot_is_plain(all[i].method) ||
			strcmp(all[i].workload, chart->workload) != 0 ||
			strcmp(all[i].placement, placement) != 0)
			continue;
		fprintf(out, "%s:%s:%.0f:", all[i - 1].method, all[i].method, from->value);
		if (!isnan(from->lo))
			fprintf(out, "%.0f", from->lo);
		fputc(':', out);
		if (!isnan(from->hi))
			fprintf(out, "%.0f", from->hi);
		fputc(' ', out);
	}
	fputc('\'', out);
}

static const char *mixed_placement(const struct loaded *loaded, const char *workload)
{
	(void)workload;
	return density_placement(loaded);
}

/* Of all CPUs where that was measured: many tasks are there to use them. */
static const char *tasks_placement(const struct loaded *loaded, const char *workload)
{
	return load_has(loaded, workload, "free", NULL) ? "free" : load_placement(loaded, workload);
}

static void list_rates(FILE *out, const struct loaded *loaded, const struct chart *chart)
{
	struct rows rows = tables_rows(loaded, &levels_table);
	const char *placement = mixed_placement(loaded, chart->workload);
	const struct level_row *all = rows.all;
	fputs("; levels='", out);
	for (size_t i = 0; i < rows.n && (i == 0 || all[i].level > all[i - 1].level); i++)
		fprintf(out, "%g ", all[i].level);
	fprintf(out, "'; post_rate=%g; rates='", 1e9 / POST_UNTRACED_NS);
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(all[i].placement, placement) == 0 && gnuplot_is_plain(all[i].mode) &&
			!isnan(all[i].rate.value))
			fprintf(out, "%g:%g ", all[i].rate.value, all[i].level);
	fputc('\'', out);
}

static void list_saturated(FILE *out, const struct loaded *loaded, const struct chart *chart)
{
	struct rows rows = tables_rows(loaded, &saturation_table);
	const char *placement = tasks_placement(loaded, chart->workload);
	const struct saturation_row *all = rows.all;
	fputs("; saturated='", out);
	for (size_t i = 0; i < rows.n; i++)
		if (all[i].tasks != ABSENT && strcmp(all[i].workload, chart->workload) == 0 &&
			strcmp(all[i].placement, placement) == 0)
			fprintf(out, "%" PRId64 ":%g ", all[i].tasks, all[i].ns_per_call);
	fputc('\'', out);
}

/* The variables a script reads; every string in it is ours or of a caption's few characters. */
static char *settings(const struct loaded *loaded, const struct chart *chart)
{
	char *text = NULL, caption[160] = "";
	size_t size;
	FILE *out = open_memstream(&text, &size);
	if (!out)
		return NULL;
	machine_caption(loaded->machine, caption, sizeof caption);
	fprintf(out, "caption='%s'; workload='%s'; modes='", caption, chart->workload);
	list_modes(out, loaded, chart);
	fputs("'; placements='", out);
	list_placements(out, loaded, chart);
	fputc('\'', out);
	if (chart->list_marks)
		chart->list_marks(out, loaded, chart);
	return fclose(out) == 0 ? text : NULL;
}

/* Onto the disk as every other file: beside the old one, and renamed when it is whole. */
static int draw(const struct loaded *loaded, const char *path, int directory,
	const struct chart *chart, const char *format, struct complaint *complaint)
{
	char name[64];
	struct picture picture;
	const char *table = chart->table ? chart->table : summary_table.name;
	int data = openat(loaded->directory, table, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (data < 0) {
		int error = -errno;
		complain(complaint, "%s/%s: %s: no charts", path, table, strerror(-error));
		return error;
	}
	char *variables = settings(loaded, chart);
	int error =
		variables ? gnuplot_draw(chart->name, format, data, variables, &picture, complaint)
			  : complain(complaint, "no memory for a chart");
	close(data);
	free(variables);
	if (error)
		return error;
	snprintf(name, sizeof name, "%s.%s", chart->name, format);
	error = sink_file(directory, name, picture.bytes, picture.n);
	if (error)
		complain(complaint, "%s/charts/%s: %s", path, name, strerror(-error));
	free(picture.bytes);
	return error;
}

/* Draws a chart in each format. A chart that fails is no reason to lack the others, and one that
 * has nothing to draw hides no worse error. Returns the first error, or -ENODATA. */
static int draw_all(
	const struct loaded *loaded, const char *path, int directory, struct complaint *complaint)
{
	static const char *const formats[] = { "svg", "png" };
	int first = 0;
	for (const struct chart *chart = charts; chart->name && first != -ENOENT; chart++)
		for (int f = 0; f < 2 && first != -ENOENT && chart_has_data(chart, loaded); f++) {
			struct complaint its;
			int error = draw(loaded, path, directory, chart, formats[f], &its);
			if (error && (!first || first == -ENODATA)) {
				first = error;
				*complaint = its;
			}
		}
	return first;
}

int charts_draw(const struct loaded *loaded, const char *path, struct complaint *complaint)
{
	int directory = mkdirat(loaded->directory, "charts", 0755) < 0 && errno != EEXIST
				? -1
				: openat(loaded->directory, "charts",
					  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (directory < 0) {
		int error = -errno;
		complain(complaint, "%s/charts: %s", path, strerror(-error));
		return error;
	}
	int error = draw_all(loaded, path, directory, complaint);
	close(directory);
	return error;
}
