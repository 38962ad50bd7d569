/* The first sentences: what a reader takes home. */
#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

static void write(struct report *report)
{
	const struct summary_row *untraced = cells_getpid(report->loaded, "same", "untraced");
	const struct summary_row *same = cells_getpid(report->loaded, "same", "ptrace-syscall");
	const struct summary_row *cross = cells_getpid(report->loaded, "cross", "ptrace-syscall");
	const struct summary_row *miss = cells_getpid(report->loaded, "same", "seccomp-trace-miss");
	if (!untraced || !same)
		return;
	report_say(report,
		"An untraced `getpid` takes %s here. Under ptrace, stopped at entry and exit, it takes %s when tracer and tracee share a CPU: a slowdown of **%s**.",
		text_ns_interval(cells_ns(untraced)).s, text_ns_interval(cells_ns(same)).s,
		text_ratio_interval(cells_slowdown(same)).s);
	if (cross)
		report_say(report, " On two CPUs it is **%s**.",
			text_ratio_interval(cells_slowdown(cross)).s);
	if (miss)
		report_say(report,
			" A call that a seccomp filter lets pass unseen costs %s more than an untraced one.",
			text_ns_interval(cells_added(miss)).s);
	report_say(report, " The post that this suite grew from says 15x.\n\n");
}

const struct section section = {
	.order = 200,
	.write = write,
};
