/* The post's sixth claim: memory is better read by process_vm_readv. */
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "report/claim.h"
#include "report/section.h"
#include "report/sections/memory_methods.h"
#include "report/text.h"

static const struct grid_column columns[] = {
	{ .heading = "size", .kind = GRID_BYTES, .absent = "not measured" },
	{ .heading = "PEEKDATA", .kind = GRID_NS },
	{ .heading = "process_vm_readv", .kind = GRID_NS },
	{ .heading = "/proc/PID/mem", .kind = GRID_NS },
	{ .heading = "PEEKDATA against process_vm_readv", .kind = GRID_RATIO },
};

static struct value ns_of(const struct summary_row *row)
{
	return row && !isnan(row->ns_per_call.value) ? value_interval(row->ns_per_call)
						     : value_text("not measured");
}

/* Adds the row of one size, if both methods were measured there. */
static void add_size(const struct report *report, struct grid *grid, int64_t size)
{
	const struct loaded *loaded = report->loaded;
	const struct summary_row *peek =
		cells_row(loaded, key_of("memory-read", size, "same", "peekdata"));
	const struct ratio_row *row =
		peek ? cells_ratio(loaded, peek->key, "process-vm-readv") : NULL;
	if (!row)
		return;
	grid_row(grid, value_number((double)size), ns_of(peek),
		ns_of(cells_row(loaded, key_of("memory-read", size, "same", "process-vm-readv"))),
		ns_of(cells_row(loaded, key_of("memory-read", size, "same", "proc-mem"))),
		value_interval(row->ratio));
}

static const struct claim_words verdict = {
	.holds = "holds at each size that decides",
	.in_part =
		"holds except for the smallest sizes, which PEEKDATA reads faster; see also what proc-mem does",
	.does_not_hold = "does not hold here",
	.undecided = "undecided: see the table",
};

static void write(struct report *report)
{
	static const int64_t sizes[] = { 8, 64, 512, 4096, 65536, 1048576 };
	struct grid grid = GRID(columns);
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
		add_size(report, &grid, sizes[s]);
	bool any = grid.n > 0;
	struct value none = value_text(NULL);
	if (!any)
		grid_row(&grid, none, none, none, none, none);
	report_grid(report, &grid);
	const struct crossover_row *from =
		cells_crossover(report->loaded, "memory-read", "peekdata", "process-vm-readv");
	if (from)
		report_say(report, "- `%s` beats `%s` from %s on.\n", from->to, from->from,
			memory_size_words(from->size).s);
	report_say(report, "\nVerdict: **%s**.\n\n", claim_verdict(report, "f", &verdict));
}

const struct section section = {
	.order = 527,
	.heading = "### (f) process_vm_readv beats PTRACE_PEEKDATA",
	.write = write,
};
