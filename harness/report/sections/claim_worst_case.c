/* The post's second claim: other calls suffer less. */
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "report/claim.h"
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

static void add_row(
	const struct report *report, struct grid *grid, const char *workload, int64_t size)
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
}

static const struct claim_words verdict = {
	.holds = "holds: the interval of getpid lies above those of file-io and compute",
	.does_not_hold = "does not hold here: file-io or compute is slowed down more",
	.undecided = "undecided: the interval of getpid reaches that of file-io or compute",
};

static void write(struct report *report)
{
	static const int64_t sizes[] = { ABSENT, 1, 8, 64, 512, 4096, 65536, 1048576 };
	static const char *const names[] = { "getpid", "getppid", "file-io", "compute" };
	struct grid grid = GRID(columns);
	for (size_t w = 0; w < sizeof names / sizeof *names; w++)
		for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
			add_row(report, &grid, names[w], sizes[s]);
	report_grid(report, &grid);
	report_say(report,
		"Verdict: **%s**. A call of file-io is the mean of its four (openat, write, pread, close).\n\n",
		claim_verdict(report, "b", &verdict));
}

const struct section section = {
	.order = 523,
	.heading = "### (b) \"a worst case scenario\": programs that call less suffer less",
	.write = write,
};
