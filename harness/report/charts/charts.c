#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/resources.h"
#include "charts.h"
#include "gnuplot.h"
#include "records/sink.h"

/* Reads the head of a script, up to its first empty line. Returns false if it has no title: then it
 * is a part of other scripts, or draws no campaign. */
static bool read_head(FILE *script, struct chart *chart)
{
	char line[256];
	while (fgets(line, sizeof line, script) && *line != '\n') {
		sscanf(line, "title = '%95[^']'", chart->title);
		sscanf(line, "order = %d", &chart->order);
	}
	return *chart->title;
}

static bool read_chart(int folder, const char *name, struct chart *chart)
{
	int length = (int)strlen(name) - (int)strlen(".gp");
	bool is_script = length > 0 && strcmp(name + length, ".gp") == 0;
	int fd = is_script ? openat(folder, name, O_RDONLY | O_CLOEXEC) : -1;
	FILE *script = fd < 0 ? NULL : fdopen(fd, "r");
	if (!script)
		return false;
	*chart = (struct chart){ .order = 0 };
	snprintf(chart->name, sizeof chart->name, "%.*s", length, name);
	bool titled = read_head(script, chart);
	fclose(script);
	return titled;
}

static int by_order(const void *a, const void *b)
{
	const struct chart *x = a, *y = b;
	int order = (x->order > y->order) - (x->order < y->order);
	return order ? order : strcmp(x->name, y->name);
}

int charts_find(struct charts *charts)
{
	char path[PATH_MAX];
	charts->n = 0;
	int error = resource_path("charts", path, sizeof path);
	DIR *folder = error ? NULL : opendir(path);
	if (!folder)
		return error ? error : -errno;
	for (struct dirent *entry; (entry = readdir(folder)) && charts->n < CHARTS_MAX;)
		charts->n += read_chart(dirfd(folder), entry->d_name, &charts->list[charts->n]);
	closedir(folder);
	qsort(charts->list, charts->n, sizeof *charts->list, by_order);
	return 0;
}

bool chart_is_drawn(const struct chart *chart, int campaign)
{
	char path[96];
	snprintf(path, sizeof path, "charts/%s.svg", chart->name);
	return faccessat(campaign, path, R_OK, 0) == 0;
}

/* Draws a picture, and replaces the old file once the new one is whole. */
static int draw(const struct chart *chart, const char *format, int campaign, int directory,
	const char *path, struct complaint *complaint)
{
	char name[64];
	struct picture picture;
	int error = gnuplot_draw(chart->name, format, campaign, &picture, complaint);
	if (error)
		return error;
	snprintf(name, sizeof name, "%s.%s", chart->name, format);
	error = sink_file(directory, name, picture.bytes, picture.n);
	if (error)
		complain(complaint, "%s/charts/%s: %s", path, name, strerror(-error));
	free(picture.bytes);
	return error;
}

/* Draws a chart in each format. Returns 0 also if there is nothing to draw. */
static int draw_chart(const struct chart *chart, int campaign, int directory, const char *path,
	struct complaint *complaint)
{
	int error = draw(chart, "svg", campaign, directory, path, complaint);
	if (!error)
		error = draw(chart, "png", campaign, directory, path, complaint);
	return error == -ENODATA ? 0 : error;
}

/* Draws all charts. One that fails does not stop the others, except when gnuplot or a script is
 * missing. Returns the first error. */
static int draw_all(const struct charts *charts, int campaign, int directory, const char *path,
	struct complaint *complaint)
{
	int first = 0;
	for (size_t i = 0; i < charts->n && first != -ENOENT; i++) {
		struct complaint its;
		int error = draw_chart(&charts->list[i], campaign, directory, path, &its);
		if (error && !first) {
			first = error;
			*complaint = its;
		}
	}
	return first;
}

static int open_directory(int campaign)
{
	bool made = mkdirat(campaign, "charts", 0755) == 0 || errno == EEXIST;
	int directory =
		made ? openat(campaign, "charts", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
		     : -1;
	return directory < 0 ? -errno : directory;
}

int charts_draw(int campaign, const char *path, struct complaint *complaint)
{
	struct charts charts;
	int error = charts_find(&charts);
	if (error) {
		complain(complaint, "charts: %s: no charts", strerror(-error));
		return error;
	}
	int directory = open_directory(campaign);
	if (directory < 0) {
		complain(complaint, "%s/charts: %s", path, strerror(-directory));
		return directory;
	}
	error = draw_all(&charts, campaign, directory, path, complaint);
	close(directory);
	return error;
}
