/* The post's claims, one by one. */
#include <math.h>
#include <string.h>

#include "derive/cells.h"
#include "report/report.h"
#include "report/sections/memory.h"
#include "report/text.h"

static void worst_case_row(const struct report *report, const char *workload, int64_t size,
	double *least, double *most)
{
	const struct summary_row *row =
		cells_row(report->loaded, key_of(workload, size, "same", "ptrace-syscall"));
	const struct summary_row *untraced =
		cells_row(report->loaded, key_of(workload, size, "same", "untraced"));
	if (!row || !untraced)
		return;
	fprintf(report->out, "| %s | %s | %s | %s |\n",
		text_cell(&report->loaded->known, workload, size).s,
		isnan(untraced->ns_per_call.value) ? "no calls" : text_ns_interval(cells_ns(untraced)).s,
		isnan(row->added_ns.value) ? "" : text_ns_interval(cells_added(row)).s,
		text_ratio_interval(cells_slowdown(row)).s);
	if (strcmp(workload, "getpid") == 0) {
		*most = row->slowdown.lo;
	} else if (strcmp(workload, "getppid") != 0) { /* its like in every respect */
		double hi = isnan(row->slowdown.hi) ? row->slowdown.value : row->slowdown.hi;
		*least = hi > *least ? hi : *least;
	}
}

static void claim_worst_case(const struct report *report)
{
	static const int64_t sizes[] = { ABSENT, 1, 8, 64, 512, 4096, 65536, 1048576 };
	static const char *const names[] = { "getpid", "getppid", "file-io", "compute" };
	double others = 0, getpid = (double)NAN;
	fprintf(report->out,
		"### (b) \"a worst case scenario\": programs that call less suffer less\n\n"
		"| workload | one call untraced | added per call | slowdown under ptrace-syscall, "
		"same CPU "
		"|\n|---|--:|--:|--:|\n");
	for (size_t w = 0; w < sizeof names / sizeof *names; w++)
		for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
			worst_case_row(report, names[w], sizes[s], &others, &getpid);
	fprintf(report->out,
		"\nVerdict: **%s**. A call of file-io is the mean of its four (openat, write, "
		"pread, close).\n\n",
		isnan(getpid) || others == 0 ? "not measured"
		: getpid > others	     ? "holds: the interval of getpid lies above all others"
					     : "does not hold here");
}

static void write_switches(const struct report *report, const char *mode, const char *placement)
{
	const struct summary_row *row = cells_getpid(report->loaded, placement, mode);
	if (!row || isnan(row->switches_per_call))
		return;
	bool some = row->switches_per_call > 0.5;
	fprintf(report->out, "| %s | %s | %.3f | %.3f | %s |\n", mode, placement,
		row->stops_per_call, row->switches_per_call,
		some ? text_ns(row->added_ns.value / row->switches_per_call).s : "");
}

static void claim_switches(const struct report *report)
{
	static const char *const names[] = { "untraced", "seccomp-trace-miss", "seccomp-trace",
		"ptrace-syscall", "ptrace-regs" };
	fprintf(report->out,
		"### (c) \"the overhead comes from the number of context switches\"\n\n"
		"Published: untraced, a call switches from user space to the kernel and back; with "
		"ptrace also to "
		"the tracer and back, at entry and at exit. Counted here are switches between "
		"processes (entering "
		"the kernel is none, and happens untraced too), per getpid, both sides "
		"together:\n\n"
		"| mode | placement | stops per call | switches per call | added time per switch "
		"|\n"
		"|---|---|--:|--:|--:|\n");
	for (size_t m = 0; m < sizeof names / sizeof *names; m++)
		for (size_t p = 0; report->loaded->placements[p]; p++)
			write_switches(report, names[m], report->loaded->placements[p]);
	const struct summary_row *same = cells_getpid(report->loaded, "same", "ptrace-syscall");
	const struct summary_row *cross = cells_getpid(report->loaded, "cross", "ptrace-syscall");
	if (!same || !cross || isnan(same->switches_per_call)) {
		fprintf(report->out, "\nVerdict: **not measured**.\n\n");
		return;
	}
	fprintf(report->out,
		"\nVerdict: **%s**: every stop is two switches, to the tracer and back, and at one "
		"placement the "
		"time goes with them. But their number does not set the price: the same %.2f add "
		"%s on one CPU and "
		"%s on two, where each switch also wakes another CPU.\n\n",
		fabs(same->switches_per_call - 4) <= 0.05 ? "holds in part"
							  : "not as many as expected",
		same->switches_per_call, text_ns(same->added_ns.value).s,
		text_ns(cross->added_ns.value).s);
}

/* Returns how a getpid in one mode compares with that in another at a placement, or NULL. */
static const struct ratio_row *getpid_ratio(
	const struct report *report, const char *mode, const char *against, const char *placement)
{
	const struct summary_row *row = cells_getpid(report->loaded, placement, mode);
	return row ? cells_ratio(report->loaded, row->key, against) : NULL;
}

/* Writes "The second mode adds N ns where the first adds M", at each placement. */
static void compare_added(const struct report *report, const char *first, const char *second)
{
	for (size_t p = 0; report->loaded->placements[p]; p++) {
		const char *placement = report->loaded->placements[p];
		const struct ratio_row *row = getpid_ratio(report, second, first, placement);
		if (!row)
			continue;
		fprintf(report->out, "| %s | %s | %s | %s |\n", placement,
			text_ns_interval(
				cells_added(cells_getpid(report->loaded, placement, first)))
				.s,
			text_ns_interval(
				cells_added(cells_getpid(report->loaded, placement, second)))
				.s,
			text_ratio_interval(row->ratio).s);
	}
}

static void claim_two_stops(const struct report *report)
{
	const struct ratio_row *row =
		getpid_ratio(report, "seccomp-trace-exit", "seccomp-trace", "same");
	fprintf(report->out,
		"### (d) entry *and* exit stop are paid\n\n"
		"Added per getpid by the entry stop alone (`seccomp-trace`) and by both "
		"(`seccomp-trace-exit`):\n\n| placement | entry stop | entry and exit stop | time "
		"of both against "
		"one |\n|---|--:|--:|--:|\n");
	compare_added(report, "seccomp-trace", "seccomp-trace-exit");
	fprintf(report->out, "\nVerdict: **%s**.\n\n",
		!row || isnan(row->ratio.lo) ? "not measured"
		: row->ratio.lo > 1.5	     ? "holds: the exit stop costs about as much again"
		: row->ratio.hi < 1.5
			? "does not hold here: the exit stop costs less than half of the entry stop"
			: "undecided: the interval is too wide");
}

static void claim_filter(const struct report *report)
{
	static const char *const names[] = { "seccomp-trace-miss", "seccomp-trace-select",
		"seccomp-trace", "ptrace-syscall" };
	static const char miss[] = "seccomp-trace-miss";
	const struct summary_row *select = NULL, *all = NULL;
	fprintf(report->out,
		"### (e) seccomp filtering removes stops, and cost\n\n"
		"file-io, 4 KiB, same CPU; openat is the one call of four that is selected:\n\n"
		"| mode | stops per call | added per call | slowdown |\n|---|--:|--:|--:|\n");
	for (size_t m = 0; m < sizeof names / sizeof *names; m++) {
		const struct summary_row *row =
			cells_row(report->loaded, key_of("file-io", 4096, "same", names[m]));
		if (!row)
			continue;
		select = strcmp(names[m], "seccomp-trace-select") == 0 ? row : select;
		all = strcmp(names[m], "ptrace-syscall") == 0 ? row : all;
		fprintf(report->out, "| %s | %.3f | %s | %s |\n", names[m], row->stops_per_call,
			text_ns_interval(cells_added(row)).s,
			text_ratio_interval(cells_slowdown(row)).s);
	}
	fprintf(report->out,
		"\nVerdict: **%s**. What is not stopped still pays for the filter: %s for a "
		"getpid, %s for a call "
		"of file-io; another filter may cost more.\n\n",
		!select || !all || isnan(select->slowdown.hi) || isnan(all->slowdown.lo)
			? "not measured"
		: select->slowdown.hi < all->slowdown.lo ? "holds"
							 : "does not hold here",
		text_ns_interval(cells_added(cells_getpid(report->loaded, "same", miss))).s,
		text_ns_interval(cells_added(cells_row(
					 report->loaded, key_of("file-io", 4096, "same", miss))))
			.s);
}

/* Returns from where on process-vm-readv wins, where that is drawn; NULL where they do not cross.
 */
static const struct crossover_row *crossover(const struct report *report)
{
	struct rows rows = tables_rows(report->loaded, &crossovers_table);
	const char *placement = load_placement(report->loaded, "memory-read");
	const struct crossover_row *all = rows.all;
	for (size_t i = 0; i < rows.n && placement; i++)
		if (strcmp(all[i].workload, "memory-read") == 0 &&
			strcmp(all[i].placement, placement) == 0 &&
			strcmp(all[i].from, "peekdata") == 0 &&
			strcmp(all[i].to, "process-vm-readv") == 0)
			return &all[i];
	return NULL;
}

/* Writes one line of how both read so many bytes; false where they were not measured. */
static bool write_reads(const struct report *report, int64_t size)
{
	const struct summary_row *peek =
		cells_row(report->loaded, key_of("memory-read", size, "same", "peekdata"));
	const struct ratio_row *row =
		peek ? cells_ratio(report->loaded, peek->key, "process-vm-readv") : NULL;
	if (!row)
		return false;
	fprintf(report->out, "| %s | %s | %s | %s | %s |\n", text_bytes((double)size).s,
		text_ns_interval(cells_ns(peek)).s,
		text_ns_interval(cells_ns(cells_row(report->loaded,
					 key_of("memory-read", size, "same", "process-vm-readv"))))
			.s,
		text_ns_interval(cells_ns(cells_row(report->loaded,
					 key_of("memory-read", size, "same", "proc-mem"))))
			.s,
		text_ratio_interval(row->ratio).s);
	return true;
}

static void claim_memory(const struct report *report)
{
	static const int64_t sizes[] = { 8, 64, 512, 4096, 65536, 1048576 };
	bool any = false;
	fprintf(report->out, "### (f) process_vm_readv beats PTRACE_PEEKDATA\n\n"
			     "| size | PEEKDATA | process_vm_readv | /proc/PID/mem | PEEKDATA "
			     "against process_vm_readv |\n"
			     "|--:|--:|--:|--:|--:|\n");
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
		any |= write_reads(report, sizes[s]);
	if (!any)
		fprintf(report->out, "| not measured | | | | |\n");
	fputs("\n", report->out);
	const struct crossover_row *from = crossover(report);
	if (from)
		fprintf(report->out, "- `%s` beats `%s` from %s on.\n", from->to, from->from,
			memory_size_words(from->size).s);
	fprintf(report->out, "\nVerdict: **%s**.\n\n",
		!any		       ? "not measured"
		: !from		       ? "see the table: they do not cross within these sizes"
		: isnan(from->size.hi) ? "see the table: no size decides where they cross"
		: isnan(from->size.lo)
			? "holds; of the least sizes, none decides"
			: "holds but for the least sizes, which PEEKDATA reads faster; "
			  "see also what `proc-mem` does");
}

void report_claims(const struct report *report)
{
	fprintf(report->out,
		"## The claims of the post\n\n\"Ptrace and You\" (2018-06-19) timed ten million "
		"`getpid` calls on a laptop. "
		"What it says, and what is measured here; intervals are at 95 %%.\n\n");
	report_claim_15x(report);
	claim_worst_case(report);
	claim_switches(report);
	claim_two_stops(report);
	claim_filter(report);
	claim_memory(report);
}
