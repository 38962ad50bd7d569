/* Which mechanism to choose: what each costs, and what it can do. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "derive/cells.h"
#include "report/section.h"
#include "report/text.h"

enum { CHOICES_MAX = 128 };

struct choice {
	const struct mode_row *mode;
	const struct summary_row *same, *cross; /* either may be NULL */
};

static double cost(const struct choice *choice)
{
	const struct summary_row *row = choice->same ? choice->same : choice->cross;
	return row->added_ns.value;
}

static int by_cost(const void *a, const void *b)
{
	double x = cost(a), y = cost(b);
	return (x > y) - (x < y);
}

static const struct summary_row *getpid_row(
	const struct report *report, const char *placement, const struct mode_row *mode)
{
	return cells_getpid(report->loaded, placement, mode->mode);
}

/* Finds each mode that watches calls and was measured at one of the two placements, once. */
static size_t find_choices(const struct report *report, struct choice *choices)
{
	struct rows summary = tables_rows(report->loaded, &summary_table);
	const struct summary_row *rows = summary.all;
	size_t n = 0;
	for (size_t i = 0; i < summary.n && n < CHOICES_MAX; i++) {
		const struct mode_row *mode = known_mode(&report->loaded->known, rows[i].mode);
		if (is_yes(mode->baseline) || is_yes(mode->reference) || !mode->changes[0])
			continue;
		struct choice choice = { mode, getpid_row(report, "same", mode),
			getpid_row(report, "cross", mode) };
		bool found = !choice.same && !choice.cross;
		for (size_t j = 0; j < n && !found; j++)
			found = choices[j].mode == mode;
		if (!found)
			choices[n++] = choice;
	}
	qsort(choices, n, sizeof *choices, by_cost);
	return n;
}

static const struct grid_column columns[] = {
	{ .heading = "mechanism", .kind = GRID_CODE },
	{ .heading = "added per call, same CPU", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "on two CPUs", .kind = GRID_NS, .absent = "not measured" },
	{ .heading = "can it change the call?" },
	{ .heading = "can it read memory?" },
	{ .heading = "follows fork, exec, threads, static programs" },
	{ .heading = "needs", .absent = "nothing" },
	{ .heading = "since" },
};

static void add_choice(struct grid *grid, const struct choice *choice)
{
	const struct mode_row *mode = choice->mode;
	char follows[sizeof mode->loses + sizeof "not "];
	snprintf(follows, sizeof follows, "%s%s", *mode->loses ? "not " : "all", mode->loses);
	grid_row(grid, value_text(mode->mode), value_interval(cells_added(choice->same)),
		value_interval(cells_added(choice->cross)), value_text(mode->changes),
		value_text(mode->reads), value_text(follows), value_text(mode->needs),
		value_text(mode->since));
}

/* Says what one more filter costs a getpid. */
static void say_slope(struct report *report, const char *placement)
{
	struct rows rows = tables_rows(report->loaded, &slopes_table);
	const struct slope_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(all[i].mode, "seccomp-stack-N") == 0 &&
			strcmp(all[i].workload, "getpid") == 0 &&
			strcmp(all[i].placement, placement) == 0 && !isnan(all[i].ns.value))
			report_say(report,
				"Each further filter that the kernel cannot cache adds %s to a call (placement `%s`: the slope over %" PRId64
				" lengths of the stack, within blocks).\n\n",
				text_ns_interval(all[i].ns).s, placement, all[i].members);
}

static void write(struct report *report)
{
	struct choice choices[CHOICES_MAX];
	struct grid grid = GRID(columns);
	size_t n = find_choices(report, choices);
	if (n == 0)
		return;
	report_say(report,
		"What each mechanism adds to a `getpid`, the cheapest first, and what it can do. To *answer* a call is to give its result without making it. *In the process* means that your code runs there and sees its memory. A filter in the kernel decides by number and arguments alone. A tracepoint only counts. A mode that is *armed*, or that *misses*, is in place and never acts: what it costs is the price of having it there. A `-select` mode runs your code at the selected calls only; every other mode runs it at each call.\n\n");
	for (size_t i = 0; i < n; i++)
		add_choice(&grid, &choices[i]);
	report_grid(report, &grid);
	say_slope(report, "same");
	say_slope(report, "cross");
}

const struct section section = {
	.order = 450,
	.heading = "## Which should I use?",
	.write = write,
};
