/* What no row of runs.csv can say, whoever wrote it: docs/csv.md, "Rules". Impossible numbers and
 * rows that occur twice would make intervals narrower. */
#include <stdbool.h>
#include <string.h>

#include "records/rows.h"

static bool is_one_of(const char *word, const char *const *words)
{
	while (*words && strcmp(*words, word) != 0)
		words++;
	return *words;
}

/* Tells whether a count is from 1 to `most`; ABSENT lies below every bound. */
static bool is_within(int64_t count, int64_t most)
{
	return count >= 1 && count <= most;
}

static const char *impossible_when_ok(const struct run_row *run)
{
	static const char *const roles[] = { "treatment", "baseline-a", "baseline-b",
		"baseline-between", ROLE_OF_COVERAGE "treatment", ROLE_OF_COVERAGE "baseline-a",
		ROLE_OF_COVERAGE "baseline-b", ROLE_OF_COVERAGE "baseline-between", NULL };
	if (run->wall_ns < 1)
		return "wall_ns: an ok run must take time";
	if (run->ops < 1)
		return "ops: an ok run must make at least one";
	/* the calls of a command may not have been counted */
	if (run->calls < 0 && !(run->calls == ABSENT && key_is_command(run->workload)))
		return "calls: an ok run must have counted them";
	if (!is_within(run->block, INT32_MAX))
		return "block: an ok run must have one, counted from 1";
	if (!is_within(run->position, INT16_MAX))
		return "position: an ok run must have one in its block, counted from 1";
	if (!is_one_of(run->role, roles))
		return "role: expected treatment, baseline-a, baseline-b or baseline-between";
	return NULL;
}

static const char *impossible(const void *row, const void *before)
{
	static const char *const statuses[] = { "ok", "skip", "fail", NULL };
	const struct run_row *run = row, *last = before;
	if (run->seq < 1 || (last && run->seq <= last->seq))
		return "seq: each must be larger than the one before";
	if (!is_one_of(run->status, statuses))
		return "status: expected ok, skip or fail";
	return strcmp(run->status, "ok") == 0 ? impossible_when_ok(run) : NULL;
}

TABLE(runs_table, run_row, RUN_COLUMNS, .name = "runs.csv", .schema = SCHEMA,
	.needs = NEEDS("schema", "seq", "block", "position", "workload", "size", "placement",
		"mode", "role", "status", "ops", "calls", "wall_ns"),
	.impossible = impossible);
