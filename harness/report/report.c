#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "charts.h"
#include "modes/mode.h"
#include "records/machine_record.h"
#include "report.h"
#include "text.h"

const struct group *report_group(const struct report *report, const char *workload, int64_t size,
	const char *placement, const char *mode)
{
	return dataset_group(&report->loaded->dataset, workload, size, placement, mode);
}

const struct summary_row *report_row(const struct report *report, const char *workload,
	int64_t size, const char *placement, const char *mode)
{
	const struct group *group = report_group(report, workload, size, placement, mode);
	return group ? &report->loaded->rows[group - report->loaded->dataset.groups] : NULL;
}

static struct estimate estimate(double value, double lo, double hi)
{
	return (struct estimate){ value, lo, hi };
}

struct estimate report_slowdown(const struct summary_row *row)
{
	return row ? estimate(row->slowdown, row->slowdown_lo, row->slowdown_hi)
		   : estimate((double)NAN, (double)NAN, (double)NAN);
}

struct estimate report_ns(const struct summary_row *row)
{
	return row ? estimate(row->ns_per_call, row->ns_per_call_lo, row->ns_per_call_hi)
		   : estimate((double)NAN, (double)NAN, (double)NAN);
}

struct estimate report_added(const struct summary_row *row)
{
	return row ? estimate(row->added_ns, row->added_ns_lo, row->added_ns_hi)
		   : estimate((double)NAN, (double)NAN, (double)NAN);
}

struct estimate report_unflagged(const struct summary_row *row)
{
	return estimate(
		row->slowdown_unflagged, row->slowdown_unflagged_lo, row->slowdown_unflagged_hi);
}

/* A scalar of machine.json as text: "kernel.release". */
static struct text fact(const json_t *machine, const char *path)
{
	char copy[96], number[40] = "unknown";
	snprintf(copy, sizeof copy, "%s", path);
	const json_t *at = machine;
	for (char *save, *key = strtok_r(copy, ".", &save); key; key = strtok_r(NULL, ".", &save))
		at = json_is_array(at) ? json_array_get(at, strtoul(key, NULL, 10))
				       : json_object_get(at, key);
	if (json_is_string(at))
		return text_escape(json_string_value(at));
	if (json_is_integer(at))
		snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(at));
	else if (json_is_real(at))
		snprintf(number, sizeof number, "%g", json_real_value(at));
	else if (json_is_boolean(at))
		snprintf(number, sizeof number, "%s", json_is_true(at) ? "yes" : "no");
	return text_escape(number);
}

/* All but those that this CPU does not need. */
static void write_mitigations(const struct report *report)
{
	const char *name;
	json_t *value;
	json_t *all =
		json_object_get(json_object_get(report->loaded->machine, "cpu"), "mitigations");
	json_object_foreach(all, name, value)
	{
		const char *state = json_string_value(value);
		if (state && strncmp(state, "Not affected", 12) != 0)
			fprintf(report->out, "| %s | %s |\n", text_escape(name).s,
				text_escape(state).s);
	}
}

static void write_command_line(const struct report *report)
{
	json_t *kernel = json_object_get(report->loaded->machine, "kernel"), *word;
	size_t i;
	fputs("| kernel parameters that matter |", report->out);
	json_array_foreach(json_object_get(kernel, "command_line"), i, word)
	{
		const char *text = json_string_value(word);
		fprintf(report->out, " %s", text_escape(text ? text : "?").s);
	}
	fputs(" |\n", report->out);
}

static void write_machine(const struct report *report)
{
	static const char *const facts[][2] = {
		{ "CPU", "cpu.model" },
		{ "microcode", "cpu.microcode" },
		{ "usable CPUs", "topology.usable_cpus" },
		{ "shared by the two CPUs of `cross`", "placements.cross.share" },
		{ "the topology is this machine's", "topology.this_system" },
		{ "two threads per core", "cpu.smt" },
		{ "virtual machine", "virtual" },
		{ "hypervisor", "hypervisor" },
		{ "frequency governor", "cpu.governor" },
		{ "kernel", "kernel.release" },
		{ "file systems of `file-io`", "filesystems.scratch" },
		{ "and of `file-io-shm`", "filesystems.shm" },
		{ "clock source", "clock.source" },
		{ "clock read in the vDSO", "clock.in_vdso" },
		{ "hardware counters", "counters.cycles" },
		{ "software counters", "counters.context_switches" },
		{ "idle driver", "cpu.idle_driver" },
		{ "load when it started, 1 minute", "load.0" },
		{ "run as root", "privileged" },
		{ "compiler", "build.compiler" },
		{ "compiler flags", "build.flags" },
		{ "tracetax", "build.version" },
		{ "seed of the order", "seed" },
	};
	fprintf(report->out, "## The machine\n\n| | |\n|---|---|\n");
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		fprintf(report->out, "| %s | %s |\n", facts[i][0],
			fact(report->loaded->machine, facts[i][1]).s);
	write_mitigations(report);
	write_command_line(report);
	fprintf(report->out,
		"\nEverything else about it, each mitigation and kernel option among them, is in "
		"[machine.json](%s/machine.json).\n\n",
		report->base);
}

static void write_charts(const struct report *report)
{
	bool any = false;
	fprintf(report->out, "## Charts\n\n");
	for (const struct chart *chart = charts; chart->name; chart++)
		if (chart_is_drawn(chart, report->loaded)) {
			fprintf(report->out, "**%s**\n\n![%s](%s/charts/%s.svg)\n\n", chart->title,
				chart->title, report->base, chart->name);
			any = true;
		}
	if (any)
		fprintf(report->out,
			"A point is the median over blocks and its bar the 95 %% interval; "
			"switches are totals. The same as PNG: [charts](%s/charts).\n\n",
			report->base);
	else
		fputs("None is there: drawing them takes gnuplot.\n\n", report->out);
}

static void write_cells(const struct report *report)
{
	const struct loaded *loaded = report->loaded;
	fprintf(report->out, "## Every cell\n\n| workload | placement | mode | blocks | slowdown | "
			     "per call | stops per "
			     "call | switches per call | CPU per call | smallest detectable "
			     "effect | verdict "
			     "|\n|---|---|---|--:|--:|--:|--:|--:|--:|--:|---|\n");
	const struct summary_row **rows = load_sorted(loaded);
	for (size_t i = 0; rows && i < loaded->dataset.n_groups; i++) {
		const struct summary_row *row = rows[i];
		char stops[24] = "", switches[24] = "";
		if (!isnan(row->stops_per_call))
			snprintf(stops, sizeof stops, "%.3f", row->stops_per_call);
		if (!isnan(row->switches_per_call))
			snprintf(switches, sizeof switches, "%.3f", row->switches_per_call);
		fprintf(report->out,
			"| %s | %s | %s | %" PRId64 " | %s | %s | %s | %s | %s | %s | %s |\n",
			text_escape(text_cell(row->workload, row->size).s).s,
			text_escape(row->placement).s, text_escape(row->mode).s, row->blocks,
			text_ratio_interval(report_slowdown(row)).s,
			isnan(row->ns_per_call) ? "" : text_ns_interval(report_ns(row)).s, stops,
			switches,
			isnan(row->cpu_ns_per_call) ? "" : text_ns(row->cpu_ns_per_call).s,
			text_percent(row->smallest_detectable).s, row->verdict);
	}
	free(rows);
	fprintf(report->out,
		"\nThe slowdown of a baseline (`untraced`, `memcpy`) is that of its second run "
		"against its first in the same block: the A/A control, 1 but for noise. A verdict "
		"is "
		"`equivalent` where the whole interval lies within 1 +- %.2f; verdicts are from "
		"intervals that hold for all %zu rows together, wider than the 95 %% ones shown, "
		"and where a cell has too few blocks for such an interval there is none (blocks "
		"that "
		"depend on one another are joined, and count as one). A call that ends a task has "
		"no "
		"exit: where a task makes few calls, as in `fork`, `thread` or `execve`, a call "
		"stops "
		"less often than its mode says. Switches of several threads are the kernel's own "
		"count; those of several processes, and of the tracer of `ptrace-each`, nobody "
		"tells, nor the CPU time of several processes. "
		"For `memory-read` a "
		"call is one "
		"read of that size. Switches are of both processes together, counted by perf in a "
		"window of "
		"its own, or by the kernel for rusage where perf is refused; CPU is of both "
		"together. The same "
		"as data: [summary.csv](%s/summary.csv), [runs.csv](%s/runs.csv).\n\n",
		load_margin(loaded), summary_verdicts(&loaded->dataset), report->base,
		report->base);
}

static bool same_cause(const struct gap *a, const struct gap *b)
{
	return strcmp(a->reason, b->reason) == 0 && strcmp(a->workload, b->workload) == 0 &&
	       strcmp(a->placement, b->placement) == 0 && a->size == b->size;
}

/* One line for all the modes of a cell that share a reason. */
static void write_gap(const struct report *report, size_t first)
{
	const struct gap *gaps = report->loaded->dataset.gaps, *gap = &gaps[first];
	for (size_t i = 0; i < first; i++)
		if (same_cause(&gaps[i], gap))
			return; /* told there */
	fprintf(report->out, "- %s: %s, placement %s: %s (", text_escape(gap->status).s,
		text_escape(text_cell(gap->workload, gap->size).s).s, text_escape(gap->placement).s,
		text_escape(gap->reason).s);
	const char *separator = "";
	for (size_t i = first; i < report->loaded->dataset.n_gaps; i++)
		if (same_cause(&gaps[i], gap)) {
			fprintf(report->out, "%s%s", separator, text_escape(gaps[i].mode).s);
			separator = ", ";
		}
	fputs(")\n", report->out);
}

static void write_gaps(const struct report *report)
{
	const struct loaded *loaded = report->loaded;
	fprintf(report->out, "## What was skipped, and why\n\n");
	for (size_t i = 0; i < loaded->dataset.n_gaps; i++)
		write_gap(report, i);
	if (loaded->dataset.n_gaps == 0)
		fprintf(report->out, "- No run was skipped, and none failed.\n");
	for (size_t i = 0; i < loaded->n_refusals; i++)
		fprintf(report->out,
			"- counter `%s`: %s on this machine, its columns in the records are "
			"empty\n",
			text_escape(loaded->refusals[i].event).s,
			text_escape(loaded->refusals[i].status).s);
	fputs("\n", report->out);
}

static void write_again(const struct report *report)
{
	fprintf(report->out,
		"## How to make it again\n\n```\nsh scripts/setup.sh && make reproduce\n```\n\n"
		"measures this machine and writes a report like this one; `tracetax report %s` "
		"writes this "
		"one again from its records. `tracetax run bench/density.plan` has more call "
		"rates, "
		"`scaling.plan` up to 256 tasks, `trees.plan` trees and fans of processes, "
		"`file-io.plan` every size of a transfer, `memory.plan` sizes and states of pages, "
		"`peers.plan` other tools, and `full.plan` every workload under every mode.\n\n"
		"## What these numbers are not\n\n"
		"They are of this machine, this kernel and this boot: compare ratios, not "
		"nanoseconds, and "
		"look at the placement first. They are the cost of being watched by a tracer that "
		"does "
		"nothing; a real one does more. tracetax measures tools that confine programs, but "
		"confines none itself.\n",
		report->base);
}

/* The first sentences: what a reader takes home. */
static void write_short(const struct report *report)
{
	const struct summary_row *untraced =
		report_row(report, "getpid", ABSENT, "same", "untraced");
	const struct summary_row *same =
		report_row(report, "getpid", ABSENT, "same", "ptrace-syscall");
	const struct summary_row *cross =
		report_row(report, "getpid", ABSENT, "cross", "ptrace-syscall");
	const struct summary_row *miss =
		report_row(report, "getpid", ABSENT, "same", "seccomp-trace-miss");
	if (!untraced || !same)
		return;
	fprintf(report->out,
		"An untraced `getpid` takes %s here. Under ptrace, stopped at entry and exit, it "
		"takes "
		"%s when tracer and tracee share a CPU: a slowdown of **%s**.",
		text_ns_interval(report_ns(untraced)).s, text_ns_interval(report_ns(same)).s,
		text_ratio_interval(report_slowdown(same)).s);
	if (cross)
		fprintf(report->out, " On two CPUs it is **%s**.",
			text_ratio_interval(report_slowdown(cross)).s);
	if (miss)
		fprintf(report->out,
			" A call that a seccomp filter lets pass unseen costs %s more than an "
			"untraced one.",
			text_ns_interval(report_added(miss)).s);
	fprintf(report->out, " The post that this suite grew from says 15x.\n\n");
}

/* " (shared: L3 cache)" of the two CPUs of `cross`; empty in campaigns that do not tell. */
static struct text cross_share(const json_t *machine)
{
	const json_t *cross = json_object_get(json_object_get(machine, "placements"), "cross");
	const char *share = json_string_value(json_object_get(cross, "share"));
	struct text text = { "" };
	if (share)
		snprintf(text.s, sizeof text.s, " (shared: %.40s)", text_escape(share).s);
	return text;
}

/* The words that every table uses. */
static void write_terms(const struct report *report)
{
	fprintf(report->out,
		"How to read it. *Placement*: `same` has tracer and program on one CPU, `cross` on "
		"the two nearest CPUs%s, `smt` on two threads of one core, `socket` on two "
		"packages, `free` where the "
		"scheduler puts them. A *stop* is one interception: they are counted in each "
		"window, "
		"and a run whose count is not exact has no time. A *block* is one run of each mode "
		"of "
		"a cell and two of its baseline, in a balanced order; what is shown is the median "
		"over "
		"blocks, in parentheses its 95 %% interval. The *smallest detectable effect* is "
		"what "
		"would have been found nine times of ten; a smaller one may exist. How it is "
		"measured "
		"is in docs/method.md, every column of the records in docs/csv.md.\n\n",
		cross_share(report->loaded->machine).s);
}

void report_write(const struct report *report)
{
	char caption[160];
	machine_caption(report->loaded->machine, caption, sizeof caption);
	fprintf(report->out,
		"# What it costs to watch a system call\n\nCampaign `%s`, measured on %s, %s.\n\n",
		text_escape(report->loaded->name).s, text_escape(caption).s,
		fact(report->loaded->machine, "started").s);
	if (report->loaded->cut_short)
		fprintf(report->out,
			"**This campaign was cut short**: what it had measured is below.\n\n");
	report_distrust(report);
	write_short(report);
	write_terms(report);
	report_claims(report);
	report_choice(report);
	report_trees(report);
	report_density(report);
	report_scaling(report);
	report_memory(report);
	report_control(report);
	report_trust(report);
	write_charts(report);
	report_published(report);
	write_machine(report);
	write_cells(report);
	write_gaps(report);
	write_again(report);
}

void report_excerpt(const struct report *report)
{
	static const char *const rows[] = { "untraced", "preload", "seccomp-allow", "rewrite",
		"tracepoint", "sud-trap", "user-notif-continue", "seccomp-trace", "ptrace-syscall",
		"ptrace-regs" };
	fprintf(report->out, "| mode | stops per call | one getpid, same CPU | slowdown, same CPU "
			     "| slowdown, two CPUs |\n"
			     "|---|--:|--:|--:|--:|\n");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct summary_row *same =
			report_row(report, "getpid", ABSENT, "same", rows[i]);
		const struct summary_row *cross =
			report_row(report, "getpid", ABSENT, "cross", rows[i]);
		bool baseline = i == 0;
		if (!same) {
			fprintf(report->out, "| `%s` | not measured | | | |\n", rows[i]);
			continue;
		}
		fprintf(report->out, "| `%s` | %g | %s | %s | %s |\n", rows[i],
			same->stops_per_call, text_ns_interval(report_ns(same)).s,
			baseline ? "1" : text_ratio_interval(report_slowdown(same)).s,
			baseline ? "1" : text_ratio_interval(report_slowdown(cross)).s);
	}
}
