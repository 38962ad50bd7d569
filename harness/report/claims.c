/* The post's claims, one by one. */
#include <math.h>
#include <string.h>

#include "analysis/accounts.h"
#include "analysis/summary.h"
#include "memory.h"
#include "report.h"
#include "run/placement.h"
#include "text.h"

static const double CONFIDENCE = 0.95;
static const double CLAIM_LO = 15,
		    CLAIM_HI = 1318.0 / 82; /* "a 15x slowdown", and its own quotient */

struct accounting {
	const char *name;
	struct estimate (*of)(const struct accounts *accounts);
};

static struct estimate wall(const struct accounts *accounts)
{
	return accounts->wall;
}

static struct estimate tracee_user(const struct accounts *accounts)
{
	return accounts->tracee_user;
}

static struct estimate both_user(const struct accounts *accounts)
{
	return accounts->both_user;
}

static struct estimate tracee_cpu(const struct accounts *accounts)
{
	return accounts->tracee_cpu;
}

static struct estimate both_cpu(const struct accounts *accounts)
{
	return accounts->both_cpu;
}

static const struct accounting accountings[] = {
	{ "wall time", wall },
	{ "user time of the tracee", tracee_user },
	{ "user time of tracee and tracer together", both_user },
	{ "user and system time of the tracee", tracee_cpu },
	{ "CPU time of tracee and tracer together", both_cpu },
};
enum { ACCOUNTINGS = sizeof accountings / sizeof *accountings };

/* How far from 15x, as a ratio on either side; the nearest accounting is the one to be named. */
static double distance(double ratio)
{
	return fabs(log(ratio / CLAIM_LO));
}

/* An interval that spans more than a factor of two decides nothing: a lucky number is no result. */
static bool is_decided(struct estimate ratio)
{
	return ratio.lo > 0 && ratio.hi <= 2 * ratio.lo;
}

static const char *verdict_15x(struct estimate ratio)
{
	if (isnan(ratio.value))
		return "not measured";
	if (ratio.lo > CLAIM_HI)
		return "more than 15x here";
	if (ratio.hi < CLAIM_LO)
		return "less than 15x here";
	if (isnan(ratio.lo))
		return "undecided: too few blocks, or ticks, for an interval";
	return is_decided(ratio) ? "15x: reproduced"
				 : "undecided: too wide an interval, which holds 15x";
}

static bool reproduces(struct estimate ratio)
{
	return is_decided(ratio) && ratio.lo <= CLAIM_HI && ratio.hi >= CLAIM_LO;
}

struct best {
	const char *accounting, *placement;
	struct estimate ratio;
	bool undecided; /* some other may be 15x as well */
};

static void consider(
	struct best *best, const char *accounting, const char *placement, struct estimate ratio)
{
	best->undecided |= isnan(ratio.lo) ||
			   (!is_decided(ratio) && ratio.lo <= CLAIM_HI && ratio.hi >= CLAIM_LO);
	bool better = !best->accounting || reproduces(ratio) > reproduces(best->ratio) ||
		      (reproduces(ratio) == reproduces(best->ratio) &&
			      distance(ratio.value) < distance(best->ratio.value));
	if (!is_decided(ratio) || !better)
		return;
	best->accounting = accounting;
	best->placement = placement;
	best->ratio = ratio;
}

static void explain(const struct report *report, const struct best *best)
{
	const struct summary_row *untraced =
		report_row(report, "getpid", ABSENT, "same", "untraced");
	const struct summary_row *traced =
		report_row(report, "getpid", ABSENT, "same", "ptrace-syscall");
	if (!best->accounting || !untraced || !traced)
		return;
	bool gives = reproduces(best->ratio);
	double stop = report_added(traced).value / 2;
	double post_stop = (POST_TRACED_NS - POST_UNTRACED_NS) / 2.0;
	double dearer_call = untraced->ns_per_call / POST_UNTRACED_NS;
	double dearer_stop = stop / post_stop;
	fprintf(report->out,
		"\nWhich of them gives 15x: **%s**. The nearest with a narrow interval is the %s "
		"at placement "
		"`%s`, %s. %sWhat `time` prints as user time, which is what the post quotes, is in "
		"the next "
		"table.\n",
		gives		  ? "the one named next"
		: best->undecided ? "none of the precise ones"
				  : "none of them, on this machine",
		best->accounting, best->placement, text_ratio_interval(best->ratio).s,
		best->undecided ? "User time is too coarse to tell. " : "");
	fprintf(report->out,
		"\nWhy this machine differs from the post's: an untraced call takes %s here and "
		"took %s "
		"there (%s as long); one stop, with its two context switches, takes %s here on one "
		"CPU and "
		"took %s there (%s as long). The slowdown is 1 + 2 stops / call: ",
		text_ns(untraced->ns_per_call).s, text_ns(POST_UNTRACED_NS).s,
		text_ratio(dearer_call).s, text_ns(stop).s, text_ns(post_stop).s,
		text_ratio(dearer_stop).s);
	fprintf(report->out,
		"%s. The post says neither where its scheduler put the two processes nor whether "
		"its "
		"13.18 s are user time like its 0.82 s.\n",
		dearer_stop > dearer_call
			? "stops are dearer here by more than calls are, so it is larger"
			: "calls are dearer here by more than stops are, so it is smaller");
}

static void claim_15x(const struct report *report)
{
	struct best best = { 0 };
	fprintf(report->out, "### (a) 0.82 s against 13.18 s, \"a 15x slowdown\"\n\n"
			     "The slowdown of the getpid loop under `ptrace-syscall`, by each way "
			     "of accounting for the same "
			     "runs, measured inside the loop:\n\n| accounting | placement | "
			     "published | measured | verdict |\n"
			     "|---|---|--:|--:|---|\n");
	for (int a = 0; a < ACCOUNTINGS; a++)
		for (size_t p = 0; placement_names[p]; p++) {
			const struct group *group = report_group(
				report, "getpid", ABSENT, placement_names[p], "ptrace-syscall");
			struct accounts accounts;
			if (!group || accounts_of(&report->loaded->dataset, group, &accounts) < 0)
				continue;
			struct estimate ratio = accountings[a].of(&accounts);
			consider(&best, accountings[a].name, placement_names[p], ratio);
			fprintf(report->out, "| %s | %s | 15x | %s | %s |\n", accountings[a].name,
				placement_names[p], text_ratio_interval(ratio).s,
				verdict_15x(ratio));
		}
	fprintf(report->out,
		"\nUser time is what the kernel's tick samples, hence wide intervals or none: "
		"the split of a run into user and system time is a guess, their sum is exact. Wall "
		"time is the median of ratios within blocks, CPU times are "
		"ratios of totals.\n");
	explain(report, &best);
	report_programs(report);
}

static void worst_case_row(const struct report *report, const char *workload, int64_t size,
	double *least, double *most)
{
	const struct summary_row *row =
		report_row(report, workload, size, "same", "ptrace-syscall");
	const struct summary_row *untraced = report_row(report, workload, size, "same", "untraced");
	if (!row || !untraced)
		return;
	fprintf(report->out, "| %s | %s | %s | %s |\n", text_cell(workload, size).s,
		isnan(untraced->ns_per_call) ? "no calls" : text_ns_interval(report_ns(untraced)).s,
		isnan(row->added_ns) ? "" : text_ns_interval(report_added(row)).s,
		text_ratio_interval(report_slowdown(row)).s);
	if (strcmp(workload, "getpid") == 0) {
		*most = row->slowdown_lo;
	} else if (strcmp(workload, "getppid") != 0) { /* its like in every respect */
		double hi = isnan(row->slowdown_hi) ? row->slowdown : row->slowdown_hi;
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
	const struct summary_row *row = report_row(report, "getpid", ABSENT, placement, mode);
	if (!row || isnan(row->switches_per_call))
		return;
	bool some = row->switches_per_call > 0.5;
	fprintf(report->out, "| %s | %s | %.3f | %.3f | %s |\n", mode, placement,
		row->stops_per_call, row->switches_per_call,
		some ? text_ns(row->added_ns / row->switches_per_call).s : "");
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
		for (size_t p = 0; placement_names[p]; p++)
			write_switches(report, names[m], placement_names[p]);
	const struct summary_row *same =
		report_row(report, "getpid", ABSENT, "same", "ptrace-syscall");
	const struct summary_row *cross =
		report_row(report, "getpid", ABSENT, "cross", "ptrace-syscall");
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
		same->switches_per_call, text_ns(same->added_ns).s, text_ns(cross->added_ns).s);
}

/* "The second mode adds N ns where the first adds M." */
static void compare_added(const struct report *report, const char *first, const char *second)
{
	for (size_t p = 0; placement_names[p]; p++) {
		const struct group *a =
			report_group(report, "getpid", ABSENT, placement_names[p], first);
		const struct group *b =
			report_group(report, "getpid", ABSENT, placement_names[p], second);
		struct estimate ratio;
		if (!a || !b || summary_ratio(b, a, CONFIDENCE, &ratio) < 0)
			continue;
		fprintf(report->out, "| %s | %s | %s | %s |\n", placement_names[p],
			text_ns_interval(report_added(report_row(report, "getpid", ABSENT,
						 placement_names[p], first)))
				.s,
			text_ns_interval(report_added(report_row(report, "getpid", ABSENT,
						 placement_names[p], second)))
				.s,
			text_ratio_interval(ratio).s);
	}
}

static void claim_two_stops(const struct report *report)
{
	const struct group *one = report_group(report, "getpid", ABSENT, "same", "seccomp-trace");
	const struct group *two =
		report_group(report, "getpid", ABSENT, "same", "seccomp-trace-exit");
	struct estimate ratio = { (double)NAN, (double)NAN, (double)NAN };
	fprintf(report->out,
		"### (d) entry *and* exit stop are paid\n\n"
		"Added per getpid by the entry stop alone (`seccomp-trace`) and by both "
		"(`seccomp-trace-exit`):\n\n| placement | entry stop | entry and exit stop | time "
		"of both against "
		"one |\n|---|--:|--:|--:|\n");
	compare_added(report, "seccomp-trace", "seccomp-trace-exit");
	if (one && two)
		summary_ratio(two, one, CONFIDENCE, &ratio);
	fprintf(report->out, "\nVerdict: **%s**.\n\n",
		isnan(ratio.lo)	 ? "not measured"
		: ratio.lo > 1.5 ? "holds: the exit stop costs about as much again"
		: ratio.hi < 1.5
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
			report_row(report, "file-io", 4096, "same", names[m]);
		if (!row)
			continue;
		select = strcmp(names[m], "seccomp-trace-select") == 0 ? row : select;
		all = strcmp(names[m], "ptrace-syscall") == 0 ? row : all;
		fprintf(report->out, "| %s | %.3f | %s | %s |\n", names[m], row->stops_per_call,
			text_ns_interval(report_added(row)).s,
			text_ratio_interval(report_slowdown(row)).s);
	}
	fprintf(report->out,
		"\nVerdict: **%s**. What is not stopped still pays for the filter: %s for a "
		"getpid, %s for a call "
		"of file-io; another filter may cost more.\n\n",
		!select || !all || isnan(select->slowdown_hi) || isnan(all->slowdown_lo)
			? "not measured"
		: select->slowdown_hi < all->slowdown_lo ? "holds"
							 : "does not hold here",
		text_ns_interval(report_added(report_row(report, "getpid", ABSENT, "same", miss)))
			.s,
		text_ns_interval(report_added(report_row(report, "file-io", 4096, "same", miss)))
			.s);
}

/* From where on process-vm-readv wins; NaN where they do not cross. */
static struct estimate write_crossover(const struct report *report)
{
	const struct memory_pair pair = { "memory-read",
		load_placement(report->loaded, "memory-read"), "peekdata", "process-vm-readv" };
	struct estimate size = { (double)NAN, (double)NAN, (double)NAN };
	if (pair.placement)
		size = memory_crossover(&report->loaded->dataset, &pair);
	if (!isnan(size.value))
		fprintf(report->out, "- `%s` beats `%s` from %s on.\n", pair.to, pair.from,
			memory_size_words(size).s);
	return size;
}

static void claim_memory(const struct report *report)
{
	static const int64_t sizes[] = { 8, 64, 512, 4096, 65536, 1048576 };
	bool any = false;
	fprintf(report->out, "### (f) process_vm_readv beats PTRACE_PEEKDATA\n\n"
			     "| size | PEEKDATA | process_vm_readv | /proc/PID/mem | PEEKDATA "
			     "against process_vm_readv |\n"
			     "|--:|--:|--:|--:|--:|\n");
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		const struct group *peek =
			report_group(report, "memory-read", sizes[s], "same", "peekdata");
		const struct group *readv =
			report_group(report, "memory-read", sizes[s], "same", "process-vm-readv");
		struct estimate ratio;
		if (!peek || !readv || summary_ratio(peek, readv, CONFIDENCE, &ratio) < 0)
			continue;
		any = true;
		fprintf(report->out, "| %s | %s | %s | %s | %s |\n", text_bytes((double)sizes[s]).s,
			text_ns_interval(report_ns(report_row(report, "memory-read", sizes[s],
						 "same", "peekdata")))
				.s,
			text_ns_interval(report_ns(report_row(report, "memory-read", sizes[s],
						 "same", "process-vm-readv")))
				.s,
			text_ns_interval(report_ns(report_row(report, "memory-read", sizes[s],
						 "same", "proc-mem")))
				.s,
			text_ratio_interval(ratio).s);
	}
	if (!any)
		fprintf(report->out, "| not measured | | | | |\n");
	fputs("\n", report->out);
	struct estimate from = write_crossover(report);
	fprintf(report->out, "\nVerdict: **%s**.\n\n",
		!any		    ? "not measured"
		: isnan(from.value) ? "see the table: they do not cross within these sizes"
		: isnan(from.hi)    ? "see the table: no size decides where they cross"
		: isnan(from.lo)    ? "holds; of the least sizes, none decides"
				    : "holds but for the least sizes, which PEEKDATA reads faster; "
				      "see also what `proc-mem` does");
}

void report_claims(const struct report *report)
{
	fprintf(report->out,
		"## The claims of the post\n\n\"Ptrace and You\" (2018-06-19) timed ten million "
		"`getpid` calls on a laptop. "
		"What it says, and what is measured here; intervals are at 95 %%.\n\n");
	claim_15x(report);
	claim_worst_case(report);
	claim_switches(report);
	claim_two_stops(report);
	claim_filter(report);
	claim_memory(report);
}
