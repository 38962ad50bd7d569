/* Whole programs, timed by hyperfine: the check of our own clock by another's. */
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report.h"
#include "text.h"

static const char *const FILE_NAME = "whole-program.json"; /* of hyperfine --export-json */

static json_t *read_results(int directory)
{
	enum { SIZE = 1 << 20 };
	int fd = openat(directory, FILE_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	char *text = fd < 0 ? NULL : malloc(SIZE);
	ssize_t n = text ? read(fd, text, SIZE) : -1;
	json_t *all = n > 0 ? json_loadb(text, (size_t)n, 0, NULL) : NULL;
	json_t *results = json_incref(json_object_get(all, "results"));
	json_decref(all);
	free(text);
	if (fd >= 0)
		close(fd);
	return results;
}

static double number(const json_t *result, const char *key)
{
	const json_t *value = json_object_get(result, key);
	return json_is_number(value) ? json_number_value(value) * 1e9 : (double)NAN;
}

static void write_result(const struct report *report, const json_t *result, const json_t *first)
{
	const char *command = json_string_value(json_object_get(result, "command"));
	double wall = number(result, "mean"),
	       cpu = number(result, "user") + number(result, "system");
	struct estimate range = { wall, number(result, "min"), number(result, "max") };
	fprintf(report->out, "| %s | %s | %s | %s | %s | %s | %s |\n",
		text_escape(command ? command : "?").s, text_ns_interval(range).s,
		text_ns(number(result, "user")).s, text_ns(number(result, "system")).s,
		text_ratio(wall / number(first, "mean")).s,
		text_ratio(number(result, "user") / number(first, "user")).s,
		text_ratio(cpu / (number(first, "user") + number(first, "system"))).s);
}

/* "tracetax trace, one CPU, 1000000 calls" */
static double calls_of(const json_t *result)
{
	const char *command = json_string_value(json_object_get(result, "command"));
	const char *comma = command ? strrchr(command, ',') : NULL;
	return comma ? strtod(comma + 1, NULL) : 0;
}

/* Two clocks for the same thing; where they differ, the reader must know. */
static void compare_clocks(const struct report *report, const json_t *results)
{
	const json_t *traced = json_array_get(results, 1);
	const struct summary_row *row =
		report_row(report, "getpid", ABSENT, "same", "ptrace-syscall");
	if (!row || !(calls_of(traced) > 0))
		return;
	double whole = number(traced, "mean") / calls_of(traced);
	fprintf(report->out,
		"\nPer call the traced program takes %s, where our windows gave %s, %+.1f %%. The "
		"intervals "
		"of this report are those of short windows in fresh processes within one campaign; "
		"a long "
		"run of one process, or another campaign, may lie outside them.\n",
		text_ns(whole).s, text_ns_interval(report_ns(row)).s,
		(whole / row->ns_per_call - 1) * 100);
}

void report_programs(const struct report *report)
{
	json_t *results = read_results(report->loaded->directory);
	const json_t *first = json_array_get(results, 0);
	size_t i;
	json_t *result;
	fprintf(report->out, "\n#### The post's program as a whole\n\n");
	if (!first) {
		fprintf(report->out, "Not timed in this campaign: `make reproduce` does it where "
				     "hyperfine is installed.\n\n");
		json_decref(results);
		return;
	}
	fprintf(report->out,
		"Its loop as a process of its own, start and end included, timed by hyperfine: the "
		"mean and the "
		"range of %zu runs each, user and system time of all processes together.\n\n"
		"| command | wall | user | system | wall, ratio | user, ratio | user and system, "
		"ratio |\n"
		"|---|--:|--:|--:|--:|--:|--:|\n",
		json_array_size(json_object_get(first, "times")));
	json_array_foreach(results, i, result) write_result(report, result, first);
	fprintf(report->out,
		"\nThe ratio in user time has no interval: hyperfine keeps only its mean, and at "
		"%s untraced it "
		"is a matter of few ticks.\n",
		text_ns(number(first, "user")).s);
	compare_clocks(report, results);
	fprintf(report->out, "\nThe same as data: [%s](%s/%s).\n\n", FILE_NAME, report->base,
		FILE_NAME);
	json_decref(results);
}
