/* The post's fifth claim: a filter spares stops. */
#include <math.h>

#include "derive/cells.h"
#include "report/claim.h"
#include "report/section.h"
#include "report/text.h"

static const struct grid_column columns[] = {
	{ .heading = "mode" },
	{ .heading = "stops per call", .kind = GRID_NUMBER, .decimals = 3 },
	{ .heading = "added per call", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "slowdown", .kind = GRID_RATIO, .absent = "not measured" },
};

static const struct summary_row *file_io(const struct report *report, const char *mode)
{
	return cells_row(report->loaded, key_of("file-io", 4096, "same", mode));
}

static const struct claim_words verdict = {
	.holds = "holds",
	.does_not_hold = "does not hold here",
	.undecided = "undecided: the intervals overlap",
};

static void write(struct report *report)
{
	static const char *const modes[] = { "seccomp-trace-miss", "seccomp-trace-select",
		"seccomp-trace", "ptrace-syscall" };
	const struct summary_row *getpid_miss =
		cells_getpid(report->loaded, "same", "seccomp-trace-miss");
	struct grid grid = GRID(columns);
	report_say(report,
		"file-io, 4 KiB, same CPU; openat is the one call of four that is selected:\n\n");
	for (size_t m = 0; m < sizeof modes / sizeof *modes; m++) {
		const struct summary_row *row = file_io(report, modes[m]);
		if (row)
			grid_row(&grid, value_text(row->mode), value_number(row->stops_per_call),
				value_interval(cells_added(row)),
				value_interval(cells_slowdown(row)));
	}
	report_grid(report, &grid);
	report_say(report,
		"Verdict: **%s**. A call that is not stopped still pays for the filter: %s for a getpid, %s for a call of file-io. Another filter may cost more.\n\n",
		claim_verdict(report, "e", &verdict), text_ns_interval(cells_added(getpid_miss)).s,
		text_ns_interval(cells_added(file_io(report, "seccomp-trace-miss"))).s);
}

const struct section section = {
	.order = 526,
	.heading = "### (e) seccomp filtering removes stops, and cost",
	.write = write,
};
