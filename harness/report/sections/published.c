/* What others published, beside what was measured here. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/resources.h"
#include "derive/cells.h"
#include "report/report.h"
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

/* The cell of ours that is nearest to what a row of theirs timed, at one placement. */
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

static void write_ours(const struct report *report, const struct summary_row *row)
{
	if (row)
		fprintf(report->out, " %s: %s, %s |", row->workload,
			text_ns(row->ns_per_call.value).s, text_ratio(row->slowdown.value).s);
	else
		fputs(" |", report->out);
}

static int write_row(const void *data, void *context)
{
	const struct published_row *row = data;
	const struct report *report = context;
	fprintf(report->out, "| %s | %s | %s | %s | %s", text_escape(row->mechanism).s,
		text_escape(row->workload).s,
		isnan(row->ns_per_call) ? "" : text_ns(row->ns_per_call).s,
		isnan(row->slowdown) ? "" : text_ratio(row->slowdown).s,
		text_escape(row->hardware).s);
	fprintf(report->out, "%s%s | %s |", row->kernel[0] ? " Linux " : "",
		text_escape(row->kernel).s, text_escape(row->mode).s);
	write_ours(report, ours(report, row, "same"));
	write_ours(report, ours(report, row, "cross"));
	fprintf(report->out, " %s%s%s |\n", text_escape(row->source).s, row->note[0] ? "; " : "",
		text_escape(row->note).s);
	return 0;
}

void report_published(const struct report *report)
{
	char path[PATH_MAX];
	struct table_error error = { "" };
	fprintf(report->out, "## What others published, and the same here\n\n");
	if (resource_path(published_table.name, path, sizeof path) < 0) {
		fprintf(report->out, "published.csv is not there.\n\n");
		return;
	}
	*strrchr(path, '/') = '\0';
	int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	fprintf(report->out, "| mechanism | what was timed | published | slowdown | on | our mode "
			     "| here, same CPU | here, two "
			     "CPUs | source |\n|---|---|--:|--:|---|---|--:|--:|---|\n");
	if (directory < 0 || table_read(&published_table, directory, published_table.name, 0,
				     write_row, (void *)report, &error) < 0)
		fprintf(report->out, "\npublished.csv: %s\n", error.text);
	if (directory >= 0)
		close(directory);
	fprintf(report->out, "\nTheirs were measured on other machines, some unpinned; an empty "
			     "field means that this "
			     "campaign did not run that mode. For `process-vm-readv` ours is one "
			     "read of 4 KiB against a "
			     "local copy.\n\n");
}
