#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/summary.h"
#include "charts.h"
#include "gnuplot.h"
#include "modes/mode.h"
#include "run/machine.h"
#include "run/placement.h"

const struct chart charts[] = {
	{ "interception", "What one interception costs, every mechanism", "getpid", "same cross",
		true },
	{ "slowdown", "Slowdown of a getpid loop by mode and placement", "getpid", NULL, false },
	{ "switches", "Context switches per getpid, both sides together", "getpid", NULL, false },
	{ "memory-time", "Time to read the memory of another process, by size", "memory-read", NULL,
		false },
	{ "memory-bandwidth", "Bandwidth of reading the memory of another process, by size",
		"memory-read", NULL, false },
	{ "scaling", "Calls per second of many threads under one tracer", "threads", NULL, false },
	{ "scaling-processes", "Calls per second of many processes under one tracer", "processes",
		NULL, false },
	{ NULL, NULL, NULL, NULL, false },
};

static bool is_present(const struct loaded *loaded, const char *workload, const char *placement)
{
	for (size_t i = 0; i < loaded->dataset.n_groups; i++) {
		const struct group *group = &loaded->dataset.groups[i];
		if (strcmp(group->workload, workload) == 0 &&
			strcmp(group->placement, placement) == 0)
			return true;
	}
	return false;
}

static bool chart_shows(
	const struct chart *chart, const struct loaded *loaded, const char *placement)
{
	return is_present(loaded, chart->workload, placement) &&
	       (!chart->placements || strstr(chart->placements, placement));
}

bool chart_has_data(const struct chart *chart, const struct loaded *loaded)
{
	for (size_t i = 0; placement_names[i]; i++)
		if (chart_shows(chart, loaded, placement_names[i]))
			return true;
	return false; /* nothing, or at placements that this version does not know */
}

bool chart_is_drawn(const struct chart *chart, const struct loaded *loaded)
{
	char path[96];
	snprintf(path, sizeof path, "charts/%s.svg", chart->name);
	return faccessat(loaded->directory, path, R_OK, 0) == 0;
}

/* A mode that charts may name, and its cost at the first placement that has it, by which they are
 * sorted. */
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

static bool is_listed(const struct named *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return true;
	return false;
}

/* Names of our own tables only, and of programs in front, which are plain: gnuplot would run what a
 * foreign string holds. NULL where it is neither. */
static const char *name_of(const char *mode)
{
	const struct mode *known = mode_find(mode);
	return known ? known->name : mode_is_wrap(mode) ? mode : NULL;
}

/* Adds those of one placement to n others; how many there are then. */
static size_t add_modes(const struct loaded *loaded, const struct chart *chart,
	const char *placement, struct named *list, size_t n)
{
	for (size_t i = 0; i < loaded->dataset.n_groups && n < NAMED_MAX; i++) {
		const struct summary_row *row = &loaded->rows[i];
		const char *name = name_of(row->mode);
		if (!name || strcmp(row->workload, chart->workload) != 0 ||
			strcmp(row->placement, placement) != 0 || is_listed(list, n, name))
			continue;
		if (!chart->watched_only)
			list[n++] = (struct named){ name, row->ns_per_call };
		else if (!loaded->dataset.groups[i].baseline)
			list[n++] = (struct named){ name, row->added_ns };
	}
	return n;
}

static void list_modes(FILE *out, const struct loaded *loaded, const struct chart *chart)
{
	struct named list[NAMED_MAX];
	size_t n = 0;
	for (size_t i = 0; placement_names[i]; i++)
		n = add_modes(loaded, chart, placement_names[i], list, n);
	qsort(list, n, sizeof *list, by_cost);
	for (size_t i = 0; i < n; i++)
		fprintf(out, "%s ", list[i].name);
}

static void list_placements(FILE *out, const struct loaded *loaded, const struct chart *chart)
{
	for (size_t i = 0; placement_names[i]; i++)
		if (chart_shows(chart, loaded, placement_names[i]))
			fprintf(out, "%s ", placement_names[i]);
}

static const char *memory_placement(const struct loaded *loaded)
{
	for (size_t i = 0; placement_names[i]; i++)
		if (is_present(loaded, "memory-read", placement_names[i]))
			return placement_names[i];
	return NULL;
}

static int by_size(const void *a, const void *b)
{
	double x = ((const struct size_ratio *)a)->size, y = ((const struct size_ratio *)b)->size;
	return (x > y) - (x < y);
}

static struct estimate crossing(
	const struct loaded *loaded, const char *placement, const char *from, const char *to)
{
	enum { SIZES_MAX = 64 };
	struct size_ratio ratios[SIZES_MAX];
	size_t n = 0;
	for (size_t i = 0; i < loaded->dataset.n_groups && n < SIZES_MAX; i++) {
		const struct group *a = &loaded->dataset.groups[i];
		if (strcmp(a->workload, "memory-read") != 0 ||
			strcmp(a->placement, placement) != 0 || strcmp(a->mode, from) != 0)
			continue;
		const struct group *b =
			dataset_group(&loaded->dataset, "memory-read", a->size, placement, to);
		ratios[n].size = (double)a->size;
		if (b && summary_ratio(a, b, 0.95, &ratios[n].ratio) == 0 &&
			!isnan(ratios[n].ratio.value))
			n++;
	}
	qsort(ratios, n, sizeof *ratios, by_size);
	return summary_crossover(ratios, n);
}

size_t crossovers_find(const struct loaded *loaded, struct crossover *crossovers)
{
	const char *placement = memory_placement(loaded);
	size_t n = 0;
	for (size_t i = 0; modes[i] && placement; i++)
		for (size_t j = 0; modes[j]; j++) {
			if (i == j || !modes[i]->reads_memory || !modes[j]->reads_memory)
				continue;
			struct estimate size =
				crossing(loaded, placement, modes[i]->name, modes[j]->name);
			if (!isnan(size.value) && n < CROSSOVERS_MAX)
				crossovers[n++] =
					(struct crossover){ modes[i]->name, modes[j]->name, size };
		}
	return n;
}

static void list_crossovers(FILE *out, const struct loaded *loaded)
{
	struct crossover crossovers[CROSSOVERS_MAX];
	size_t n = crossovers_find(loaded, crossovers);
	for (size_t i = 0; i < n; i++) {
		const struct estimate *size = &crossovers[i].size;
		fprintf(out, "%s:%s:%.0f:", crossovers[i].from, crossovers[i].to, size->value);
		if (!isnan(size->lo))
			fprintf(out, "%.0f", size->lo);
		fputc(':', out);
		if (!isnan(size->hi))
			fprintf(out, "%.0f", size->hi);
		fputc(' ', out);
	}
}

/* The variables a script reads; every string in it is ours or of a caption's few characters. */
static char *settings(const struct loaded *loaded, const struct chart *chart, const char *format,
	const char *here)
{
	char *text = NULL, caption[160] = "";
	size_t size;
	FILE *out = open_memstream(&text, &size);
	if (!out)
		return NULL;
	machine_caption(loaded->machine, caption, sizeof caption);
	const char *placement = memory_placement(loaded);
	bool memory = strcmp(chart->workload, "memory-read") == 0;
	fprintf(out,
		"format='%s'; output='charts/%s.%s.partial'; caption='%s'; here='%s'; "
		"workload='%s'; modes='",
		format, chart->name, format, caption, here, chart->workload);
	list_modes(out, loaded, chart);
	fputs("'; placements='", out);
	if (memory)
		fputs(placement, out);
	else
		list_placements(out, loaded, chart);
	fputs("'; crossovers='", out);
	if (memory)
		list_crossovers(out, loaded);
	fputs("'", out);
	return fclose(out) == 0 ? text : NULL;
}

static int draw(const struct loaded *loaded, const char *path, const struct chart *chart,
	const char *format, struct complaint *complaint)
{
	struct gnuplot_script script;
	int error = gnuplot_find(chart->name, &script, complaint);
	if (error)
		return error;
	char *variables = settings(loaded, chart, format, script.folder);
	char whole[96], partial[96 + sizeof ".partial"];
	snprintf(whole, sizeof whole, "charts/%s.%s", chart->name, format);
	snprintf(partial, sizeof partial, "%s.partial", whole);
	unlinkat(loaded->directory, partial, 0); /* a link there would be followed */
	if (!variables) {
		complain(complaint, "no memory for a chart");
		return -ENOMEM;
	}
	error = gnuplot_run(path, NULL, variables, &script, complaint);
	free(variables);
	if (!error && renameat(loaded->directory, partial, loaded->directory, whole) < 0) {
		error = -errno;
		complain(complaint, "%s/%s: %s", path, whole, strerror(-error));
	}
	if (error)
		unlinkat(loaded->directory, partial, 0);
	return error;
}

int charts_draw(const struct loaded *loaded, const char *path, struct complaint *complaint)
{
	static const char *const formats[] = { "svg", "png" };
	struct stat info;
	if ((mkdirat(loaded->directory, "charts", 0755) < 0 && errno != EEXIST) ||
		fstatat(loaded->directory, "charts", &info, AT_SYMLINK_NOFOLLOW) < 0 ||
		!S_ISDIR(info.st_mode)) {
		complain(complaint, "%s/charts: cannot be made a directory", path);
		return -ENOTDIR;
	}
	int first = 0; /* one chart that fails is no reason to lack the others */
	for (const struct chart *chart = charts; chart->name && first != -ENOENT; chart++)
		for (int f = 0; f < 2 && first != -ENOENT; f++) {
			struct complaint later;
			int error = chart_has_data(chart, loaded)
					    ? draw(loaded, path, chart, formats[f],
						      first ? &later : complaint)
					    : 0;
			first = first ? first : error;
		}
	return first;
}
