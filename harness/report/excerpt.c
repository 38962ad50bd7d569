#include "derive/cells.h"
#include "report.h"
#include "text.h"

void report_excerpt(const struct report *report)
{
	static const char *const rows[] = { "untraced", "preload", "seccomp-allow", "rewrite",
		"tracepoint", "sud-trap", "user-notif-continue", "seccomp-trace", "ptrace-syscall",
		"ptrace-regs" };
	fprintf(report->out, "| mode | stops per call | one getpid, same CPU | slowdown, same CPU "
			     "| slowdown, two CPUs |\n"
			     "|---|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct summary_row *same = cells_getpid(report->loaded, "same", rows[i]);
		const struct summary_row *cross = cells_getpid(report->loaded, "cross", rows[i]);
		bool baseline = i == 0;
		if (!same) {
			fprintf(report->out, "| `%s` | not measured | | | |\n", rows[i]);
			continue;
		}
		fprintf(report->out, "| `%s` | %g | %s | %s | %s |\n", rows[i],
			same->stops_per_call, text_ns_interval(cells_ns(same)).s,
			baseline ? "1" : text_ratio_interval(cells_slowdown(same)).s,
			baseline ? "1" : text_ratio_interval(cells_slowdown(cross)).s);
	}
}
