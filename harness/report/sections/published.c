/* What others published, beside what was measured here. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/resources.h"
#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

/* Others' figures: results/published.csv. */
#define PUBLISHED_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                        \
	TEXT(mechanism, 80)                                                                        \
	TEXT(mode, 40)                                                                             \
	TEXT(workload, 64)                                                                         \
	REAL(ns_per_call)                                                                          \
	REAL(native_ns)                                                                            \
	REAL(slowdown)                                                                             \
	TEXT(hardware, 64)                                                                         \
	TEXT(kernel, 32)                                                                           \
	TEXT(source, 120)                                                                          \
	TEXT(note, 160)
ROW(published_row, PUBLISHED_COLUMNS);

TABLE(published_table, published_row, PUBLISHED_COLUMNS, .name = "published.csv",
	.needs = NEEDS("mechanism", "mode", "workload", "source"));

/* Returns our cell that is nearest to what one of their rows timed, at one placement. */
static const struct summary_row *ours(
	const struct report *report, const struct published_row *row, const char *placement)
{
	const struct summary_row *found =
		cells_row(report->loaded, key_of("getppid", ABSENT, placement, row->mode));
	if (!found || strcmp(row->workload, "getppid") != 0)
		found = cells_getpid(report->loaded, placement, row->mode);
	return found ? found
		     : cells_row(report->loaded, key_of("memory-read", 4096, placement, row->mode));
}

static const struct grid_column columns[] = {
	{ .heading = "mechanism" },
	{ .heading = "what was timed" },
	{ .heading = "published", .kind = GRID_NS },
	{ .heading = "slowdown", .kind = GRID_RATIO },
	{ .heading = "on" },
	{ .heading = "our mode" },
	{ .heading = "here, same CPU", .kind = GRID_NS },
	{ .heading = "here, two CPUs", .kind = GRID_NS },
	{ .heading = "source" },
};

/* Returns "getpid: 105 ns, 1.29x", or nothing. */
static struct text ours_words(
	const struct report *report, const struct published_row *row, const char *placement)
{
	const struct summary_row *found = ours(report, row, placement);
	struct text text = { "" };
	if (found)
		snprintf(text.s, sizeof text.s, "%s: %.40s, %.40s", found->workload,
			text_ns(found->ns_per_call.value).s, text_ratio(found->slowdown.value).s);
	return text;
}

/* The table being filled, and the report that it belongs to. */
struct published {
	const struct report *report;
	struct grid grid;
};

static int add_row(const void *data, void *context)
{
	const struct published_row *row = data;
	struct published *published = context;
	char on[sizeof row->hardware + sizeof " Linux " + sizeof row->kernel];
	char source[sizeof row->source + sizeof "; " + sizeof row->note];
	snprintf(
		on, sizeof on, "%s%s%s", row->hardware, *row->kernel ? " Linux " : "", row->kernel);
	snprintf(source, sizeof source, "%s%s%s", row->source, *row->note ? "; " : "", row->note);
	grid_row(&published->grid, value_text(row->mechanism), value_text(row->workload),
		value_number(row->ns_per_call), value_number(row->slowdown), value_text(on),
		value_text(row->mode), value_text(ours_words(published->report, row, "same").s),
		value_text(ours_words(published->report, row, "cross").s), value_text(source));
	return 0;
}

/* Reads results/published.csv at `path`, and cuts up the path. */
static void read_rows(char *path, struct published *published, struct table_error *error)
{
	*strrchr(path, '/') = '\0';
	int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int failed = directory < 0 ? -errno
				   : table_read(&published_table, directory, published_table.name,
					     0, add_row, published, error);
	if (failed && !*error->text)
		snprintf(error->text, sizeof error->text, "%s", strerror(-failed));
	if (directory >= 0)
		close(directory);
}

static void write_published(struct report *report)
{
	char path[PATH_MAX];
	struct table_error error = { "" };
	struct published published = { report, GRID(columns) };
	if (resource_path(published_table.name, path, sizeof path) < 0) {
		report_say(report, "published.csv is not there.\n\n");
		return;
	}
	read_rows(path, &published, &error);
	report_grid(report, &published.grid);
	if (*error.text)
		report_say(report, "published.csv: %s\n\n", error.text);
	report_say(report,
		"The published figures were measured on other machines, some without pinning. An empty field means that this campaign did not run that mode. For `process-vm-readv`, our figure is one read of 4 KiB, compared with a local copy.\n\n");
}

const struct section section = {
	.order = 1300,
	.heading = "## What others published, and the same here",
	.fold = "Each figure, its source, and ours beside it",
	.write = write_published,
};
