#include <math.h>
#include <string.h>

#include "claim.h"
#include "derive/cells.h"
#include "headlines.h"

static const char TRACED[] = "ptrace-syscall";

bool headline_is_outside(const struct mode_row *mode)
{
	return !*mode->loses && is_yes(mode->reads) && mode->changes[0] &&
	       strcmp(mode->changes, "no") != 0;
}

/* A library that is put before libc's functions is left out: it misses calls. */
bool headline_is_inside(const struct mode_row *mode)
{
	return strcmp(mode->reads, "in the process") == 0 &&
	       strcmp(mode->loses, "static programs") == 0 && is_yes(mode->changes);
}

const struct summary_row *headline_cheapest(
	const struct report *report, bool (*is_of_kind)(const struct mode_row *))
{
	struct rows summary = tables_rows(report->loaded, &summary_table);
	const struct summary_row *rows = summary.all, *least = NULL;
	for (size_t i = 0; i < summary.n; i++) {
		const struct mode_row *mode = known_mode(&report->loaded->known, rows[i].mode);
		const struct summary_row *row = cells_getpid(report->loaded, "same", rows[i].mode);
		if (row && is_of_kind(mode) && !is_yes(mode->reference) &&
			!isnan(row->added_ns.value) &&
			(!least || row->added_ns.value < least->added_ns.value))
			least = row;
	}
	return least;
}

/* Parts "90.9x (88.4 to 94.4)" into figure and interval. */
static void put_figure(struct headline *headline, struct text text)
{
	char *from = strstr(text.s, " (");
	if (from) {
		snprintf(headline->interval.s, sizeof headline->interval.s, "%.*s",
			(int)strcspn(from + 2, ")"), from + 2);
		*from = '\0';
	}
	headline->figure = text;
}

/* Begins the figure of a mode. Returns false if it was not measured there. */
static bool begin(struct headline *headline, const struct report *report, const char *placement,
	const char *mode)
{
	const struct summary_row *row = cells_getpid(report->loaded, placement, mode);
	const struct summary_row *baseline = cells_getpid(report->loaded, placement, "untraced");
	if (!row || !baseline)
		return false;
	*headline = (struct headline){ .runs = { baseline->key, row->key } };
	return true;
}

static bool put_slowdown(struct headline *headline, const struct report *report,
	const char *placement, const char *where)
{
	if (!begin(headline, report, placement, TRACED))
		return false;
	put_figure(headline, text_ratio_interval(cells_slowdown(
				     cells_getpid(report->loaded, placement, TRACED))));
	snprintf(headline->label.s, sizeof headline->label.s,
		"slowdown of a getpid under ptrace, %s", where);
	return true;
}

static bool put_claim(struct headline *headline, const struct report *report)
{
	const struct claim_row *claim = claim_find(report, "a");
	if (!claim || isnan(claim->here.value))
		return false;
	*headline = (struct headline){
		.runs = { key_of("getpid", ABSENT, "free", "untraced"),
			key_of("getpid", ABSENT, "free", TRACED) },
		.program = true,
	};
	put_figure(headline, text_ratio_interval(claim->here));
	snprintf(headline->label.s, sizeof headline->label.s,
		"slowdown of the whole program, by user time; the post says %gx", claim->bound);
	return true;
}

static bool put_added(
	struct headline *headline, const struct report *report, const char *mode, const char *what)
{
	if (!begin(headline, report, "same", mode))
		return false;
	put_figure(headline,
		text_ns_interval(cells_added(cells_getpid(report->loaded, "same", mode))));
	snprintf(headline->label.s, sizeof headline->label.s, "added to a getpid by %s%s", mode,
		what);
	return true;
}

size_t headlines_find(const struct report *report, struct headline headlines[HEADLINES_MAX])
{
	size_t n = 0;
	const struct summary_row *outside = headline_cheapest(report, headline_is_outside);
	n += put_slowdown(&headlines[n], report, "same", "on one CPU");
	n += put_slowdown(&headlines[n], report, "cross", "on two CPUs");
	n += put_claim(&headlines[n], report);
	if (outside)
		n += put_added(&headlines[n], report, outside->mode,
			", the cheapest that can refuse it from another process");
	n += put_added(
		&headlines[n], report, "seccomp-trace-miss", ", a filter that lets it pass unseen");
	return n;
}
