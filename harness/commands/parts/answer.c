#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/dataset.h"
#include "answer.h"
#include "derive/cells.h"
#include "report/text.h"

enum { CALLS_NAMED = 3 };

/* The calls of a command, as calls.csv has them: the most frequent first. */
struct calls {
	const char *workload;
	int64_t all[2];
	size_t n; /* different ones */
	struct call_row most[CALLS_NAMED];
};

static void add_call(struct calls *calls, const struct call_row *call)
{
	if (strcmp(call->workload, calls->workload) != 0)
		return;
	if (calls->n < CALLS_NAMED)
		calls->most[calls->n] = *call;
	calls->n++;
	calls->all[0] += call->first;
	calls->all[1] += call->second;
}

/* Writes a count with its thousands apart: "41,000". */
static struct text count_text(int64_t count)
{
	struct text plain, text = { "" };
	int n = snprintf(plain.s, sizeof plain.s, "%" PRId64, count);
	char *to = text.s;
	for (int i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			*to++ = ',';
		*to++ = plain.s[i];
	}
	return text;
}

static void say_calls(const struct loaded *loaded, const char *workload, const struct sheet *sheet)
{
	struct calls calls = { .workload = workload };
	struct text words = { "" };
	for (size_t i = 0; i < loaded->n_calls; i++)
		add_call(&calls, &loaded->calls[i]);
	if (!calls.n)
		return;
	size_t named = calls.n < CALLS_NAMED ? calls.n : CALLS_NAMED;
	for (size_t i = 0, at = 0; i < named; i++)
		at += (size_t)snprintf(words.s + at, sizeof words.s - at, "%s%s %s", i ? ", " : "",
			count_text(calls.most[i].first).s, calls.most[i].call);
	bool vary = calls.all[0] != calls.all[1];
	sheet_say(sheet, "It makes %s call%s%s%s%s: most of them %s.", count_text(calls.all[0]).s,
		calls.all[0] == 1 ? "" : "s", vary ? " (" : "",
		vary ? count_text(calls.all[1]).s : "", vary ? " the next time)" : "", words.s);
}

/* Returns a ratio, with its interval if there are enough blocks for one. */
static struct text ratio_text(const struct summary_row *row)
{
	return isnan(row->slowdown.lo) ? text_ratio(row->slowdown.value)
				       : text_ratio_interval(row->slowdown);
}

static bool is_compared(const struct summary_row *row, const struct group *baseline)
{
	return key_same_cell(&row->key, &baseline->key) && strcmp(row->mode, baseline->mode) != 0;
}

/* Says how much longer it takes in each mode, the most expensive first. */
static void say_slowdowns(
	const struct loaded *loaded, const struct group *baseline, const struct sheet *sheet)
{
	const struct summary_row **rows = cells_sorted(loaded);
	size_t size = 0, said = 0;
	char *line = NULL;
	FILE *out = open_memstream(&line, &size);
	for (size_t i = rows && out ? tables_rows(loaded, &summary_table).n : 0; i-- > 0;)
		if (is_compared(rows[i], baseline))
			fprintf(out, said++ ? "; under %s %s" : "Under %s it takes %s as long",
				rows[i]->mode, ratio_text(rows[i]).s);
	if (out && fclose(out) == 0 && said)
		sheet_say(sheet, "%s.", line);
	free(line);
	free(rows);
}

/* The stops per execution in one mode of a cell: the fewest and the most in a run. */
struct range {
	const struct group *group;
	double least, most;
};

static int widen(const void *row, void *context)
{
	const struct run_row *run = row;
	struct range *range = context;
	if (strcmp(run->status, "ok") != 0 || run->stops == ABSENT ||
		!key_equal(&run->key, &range->group->key))
		return 0;
	double stops = (double)run->stops / (double)run->ops;
	range->least = fmin(range->least, stops);
	range->most = fmax(range->most, stops);
	return 0;
}

/* Says where the stops of an execution are not the same in each run. */
static void say_stops(
	const struct loaded *loaded, const struct group *group, const struct sheet *sheet)
{
	struct range range = { group, INFINITY, -INFINITY };
	struct table_error error;
	int failed = table_read(
		&runs_table, loaded->directory, runs_table.name, true, widen, &range, &error);
	if (!failed && range.least < range.most)
		sheet_say(sheet, "Its stops under %s differ from run to run: %s to %s.",
			group->mode, count_text(llround(range.least)).s,
			count_text(llround(range.most)).s);
}

/* Returns the values of a command's parameters: " (n=7, how=x)"; "" if it has none. */
static struct text values_text(const json_t *values)
{
	struct text text = { "" };
	const char *name;
	const json_t *value;
	size_t n = 0;
	json_object_foreach((json_t *)values, name, value)
	{
		if (n < sizeof text.s)
			n += (size_t)snprintf(text.s + n, sizeof text.s - n, "%s%s=%s",
				n ? ", " : " (", name, json_string_value(value));
	}
	if (n)
		snprintf(text.s + strlen(text.s), sizeof text.s - strlen(text.s), ")");
	return text;
}

static void say_cell(const struct loaded *loaded, const struct group *baseline,
	const json_t *parameters, const struct sheet *sheet)
{
	const struct dataset *dataset = loaded->dataset;
	const struct operation_row *once = cells_unwatched(loaded, &baseline->key);
	sheet_break(sheet);
	if (once)
		sheet_say(sheet, "%s%s takes %s when nothing watches it (placement %s).",
			baseline->workload,
			values_text(json_object_get(parameters, baseline->workload)).s,
			(isnan(once->ns.lo) ? text_ns(once->ns.value) : text_ns_interval(once->ns))
				.s,
			baseline->placement);
	say_slowdowns(loaded, baseline, sheet);
	say_calls(loaded, baseline->workload, sheet);
	for (size_t i = 0; i < dataset->n_groups; i++)
		if (key_same_cell(&dataset->groups[i].key, &baseline->key))
			say_stops(loaded, &dataset->groups[i], sheet);
}

void answer_say(const struct loaded *loaded, const json_t *parameters, const struct sheet *sheet)
{
	const struct summary_row **rows = cells_sorted(loaded);
	for (size_t i = 0; rows && rows[i]; i++) {
		const struct group *group = dataset_group(loaded->dataset, rows[i]->key);
		if (group && group->baseline)
			say_cell(loaded, group, parameters, sheet);
	}
	free(rows);
}
