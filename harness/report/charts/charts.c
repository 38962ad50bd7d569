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

/* Where pictures go: a folder, and one in it for those of narrow screens. */
struct folders {
	int wide, narrow;
};

/* Draws a picture, and replaces the old file once the new one is whole. */
static int draw(const struct chart *chart, struct form form, int campaign,
	const struct folders *folders, const char *path, struct complaint *complaint)
{
	char name[64];
	struct picture picture;
	int error = gnuplot_draw(chart->name, form, campaign, &picture, complaint);
	if (error)
		return error;
	snprintf(name, sizeof name, "%s.%s", chart->name, form.format);
	error = sink_file(
		form.width ? folders->narrow : folders->wide, name, picture.bytes, picture.n);
	if (error)
		complain(complaint, "%s/charts/%s%s: %s", path, form.width ? "narrow/" : "", name,
			strerror(-error));
	free(picture.bytes);
	return error;
}

/* Draws a chart in each form. Returns 0 also if there is nothing to draw. */
static int draw_chart(const struct chart *chart, int campaign, const struct folders *folders,
	const char *path, struct complaint *complaint)
{
	static const struct form forms[] = { { "svg", 0 }, { "png", 0 }, { "svg", CHART_NARROW } };
	int error = 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms && !error; i++)
		error = draw(chart, forms[i], campaign, folders, path, complaint);
	return error == -ENODATA ? 0 : error;
}

/* Draws all charts. One that fails does not stop the others, except when gnuplot or a script is
 * missing. Returns the first error. */
static int draw_all(const struct charts *charts, int campaign, const struct folders *folders,
	const char *path, struct complaint *complaint)
{
	int first = 0;
	for (size_t i = 0; i < charts->n && first != -ENOENT; i++) {
		struct complaint its;
		int error = draw_chart(&charts->list[i], campaign, folders, path, &its);
		if (error && !first) {
			first = error;
			*complaint = its;
		}
	}
	return first;
}

static int open_directory(int parent, const char *name)
{
	bool made = mkdirat(parent, name, 0755) == 0 || errno == EEXIST;
	int directory =
		made ? openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
	return directory < 0 ? -errno : directory;
}

static int open_folders(int campaign, struct folders *folders)
{
	folders->wide = open_directory(campaign, "charts");
	if (folders->wide < 0)
		return folders->wide;
	folders->narrow = open_directory(folders->wide, "narrow");
	if (folders->narrow < 0)
		close(folders->wide);
	return folders->narrow < 0 ? folders->narrow : 0;
}

int charts_draw(int campaign, const char *path, struct complaint *complaint)
{
	struct charts charts;
	int error = charts_find(&charts);
	if (error) {
		complain(complaint, "charts: %s: no charts", strerror(-error));
		return error;
	}
	struct folders folders;
	error = open_folders(campaign, &folders);
	if (error) {
		complain(complaint, "%s/charts: %s", path, strerror(-error));
		return error;
	}
	error = draw_all(&charts, campaign, &folders, path, complaint);
	close(folders.narrow);
	close(folders.wide);
	return error;
}
