/* The post's second claim: other calls suffer less. */
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

static const struct grid_column columns[] = {
	{ .heading = "workload" },
	{ .heading = "one call untraced", .kind = GRID_NS, .absent = "no calls" },
	{ .heading = "added per call", .kind = GRID_NS },
	{ .heading = "slowdown under ptrace-syscall, same CPU",
		.kind = GRID_RATIO,
		.absent = "not measured" },
};

/* The least slowdown of getpid and the largest of other calls, by the ends of their intervals. */
struct slowdowns {
	double least_of_getpid, most_of_others;
};

static void compare(struct slowdowns *slowdowns, const struct summary_row *row)
{
	if (strcmp(row->workload, "getpid") == 0) {
		slowdowns->least_of_getpid = row->slowdown.lo;
	} else if (strcmp(row->workload, "getppid") != 0) { /* as trivial as getpid */
		double hi = isnan(row->slowdown.hi) ? row->slowdown.value : row->slowdown.hi;
		slowdowns->most_of_others = fmax(slowdowns->most_of_others, hi);
	}
}

static void add_row(const struct report *report, struct grid *grid, const char *workload,
	int64_t size, struct slowdowns *slowdowns)
{
	const struct summary_row *row =
		cells_row(report->loaded, key_of(workload, size, "same", "ptrace-syscall"));
	const struct summary_row *untraced =
		cells_row(report->loaded, key_of(workload, size, "same", "untraced"));
	if (!row || !untraced)
		return;
	grid_row(grid, value_text(report_cell(report, &row->key).s),
		value_interval(cells_ns(untraced)), value_interval(cells_added(row)),
		value_interval(cells_slowdown(row)));
	compare(slowdowns, row);
}

static void write(struct report *report)
{
	static const int64_t sizes[] = { ABSENT, 1, 8, 64, 512, 4096, 65536, 1048576 };
	static const char *const names[] = { "getpid", "getppid", "file-io", "compute" };
	struct slowdowns slowdowns = { (double)NAN, 0 };
	struct grid grid = GRID(columns);
	for (size_t w = 0; w < sizeof names / sizeof *names; w++)
		for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
			add_row(report, &grid, names[w], sizes[s], &slowdowns);
	report_grid(report, &grid);
	report_say(report,
		"Verdict: **%s**. A call of file-io is the mean of its four (openat, write, pread, close).\n\n",
		isnan(slowdowns.least_of_getpid) || slowdowns.most_of_others == 0 ? "not measured"
		: slowdowns.least_of_getpid > slowdowns.most_of_others
			? "holds: the interval of getpid lies above all others"
			: "does not hold here");
}

const struct section section = {
	.order = 430,
	.heading = "### (b) \"a worst case scenario\": programs that call less suffer less",
	.write = write,
};
