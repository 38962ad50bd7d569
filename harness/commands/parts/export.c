#include <errno.h>
#include <libgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/executions.h"
#include "commands/commands.h"
#include "derive/cells.h"
#include "export.h"
#include "output.h"
#include "report/grid/format.h"
#include "report/grid/grid.h"

static const char PREFIX[] = "command:";
enum { FIGURES = 12 }; /* of a number: seconds, to the nanosecond */

/* One command in one mode, as every format shows it. */
struct result {
	const struct summary_row *row;
	const struct group *group;
	struct executions executions;
	const json_t *parameters; /* NULL: none */
	char *label; /* the command, after the mode unless nothing watched it */
};

typedef int write_result(const struct result *result, void *context);

/* Returns the text of a command, from machine.json; its name if there is none. */
static const char *text_of(const struct loaded *loaded, const char *workload)
{
	const char *name = workload + strlen(PREFIX);
	const json_t *all = json_object_get(loaded->machine, "commands");
	const char *text = json_string_value(json_object_get(all, name));
	return text ? text : name;
}

static char *label_of(const struct loaded *loaded, const struct summary_row *row)
{
	const char *text = text_of(loaded, row->workload);
	bool free_placement = strcmp(row->placement, "free") == 0;
	char *label;
	int n = cells_is_baseline(loaded, row->key) && free_placement
			? asprintf(&label, "%s", text)
			: asprintf(&label, "%s%s%s: %s", row->mode, free_placement ? "" : ", ",
				  free_placement ? "" : row->placement, text);
	return n < 0 ? NULL : label;
}

static int each_one(const struct exports *exports, const struct loaded *loaded,
	const struct summary_row *row, write_result *write, void *context)
{
	struct result result = { .row = row, .label = label_of(loaded, row) };
	result.group = dataset_group(loaded->dataset, row->key);
	result.parameters = json_object_get(exports->parameters, row->workload);
	int error = result.label && result.group ? executions_of(result.group, &result.executions)
						 : -ENOMEM;
	if (!error)
		error = write(&result, context);
	executions_free(&result.executions);
	free(result.label);
	return error;
}

/* Calls write() for each command and mode, in the order for people. */
static int each(const struct exports *exports, const struct loaded *loaded, write_result *write,
	void *context)
{
	const struct summary_row **rows = cells_sorted(loaded);
	size_t n = tables_rows(loaded, &summary_table).n;
	int error = rows ? 0 : -ENOMEM;
	for (size_t i = 0; i < n && !error; i++)
		if (strncmp(rows[i]->workload, PREFIX, strlen(PREFIX)) == 0)
			error = each_one(exports, loaded, rows[i], write, context);
	free(rows);
	return error;
}

static json_t *number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *interval(struct estimate e)
{
	if (!isfinite(e.value))
		return json_null();
	return json_pack("{s:o, s:o, s:o}", "value", number(e.value), "lo", number(e.lo), "hi",
		number(e.hi));
}

static json_t *times_of(const struct executions *executions)
{
	json_t *times = json_array();
	for (size_t i = 0; i < executions->n; i++)
		json_array_append_new(times, number(executions->times[i]));
	return times;
}

/* Returns an exit code for each time: a run that is whole ended as the command does untraced, and
 * that is 0 unless failures are ignored. */
static json_t *exit_codes(size_t n, bool known)
{
	json_t *codes = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(codes, known ? json_integer(0) : json_null());
	return codes;
}

/* Returns a sum over all runs, for each execution. */
static double per_execution(const struct group *group, double total)
{
	return total / group->totals.ops;
}

/* Returns what hyperfine does not have. */
static json_t *extra_of(const struct result *result)
{
	const struct summary_row *row = result->row;
	const struct totals *totals = &result->group->totals;
	const struct executions *e = &result->executions;
	return json_pack("{s:s, s:s, s:s, s:o, s:I, s:I, s:o, s:o, s:o, s:o, s:o}", "workload",
		row->workload, "placement", row->placement, "mode", row->mode, "slowdown",
		interval(cells_slowdown(row)), "blocks", (json_int_t)row->blocks, "flagged",
		(json_int_t)row->flagged, "executions", number(totals->ops), "calls",
		number(per_execution(result->group, totals->calls)), "stops",
		number(per_execution(result->group, totals->stops)), "tracer_user",
		number(e->tracer_user), "tracer_system", number(e->tracer_system));
}

struct json_context {
	json_t *results;
	bool known; /* exit codes are */
};

static int add_json(const struct result *result, void *context)
{
	struct json_context *json = context;
	const struct executions *e = &result->executions;
	json_t *object = json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"command", result->label, "mean", number(e->mean), "stddev", number(e->stddev),
		"median", number(e->median), "user", number(e->user), "system", number(e->system),
		"min", number(e->min), "max", number(e->max), "times", times_of(e), "exit_codes",
		exit_codes(e->n, json->known), "tracetax", extra_of(result));
	if (object && result->parameters)
		json_object_set_new(object, "parameters", json_deep_copy(result->parameters));
	return object && json_array_append_new(json->results, object) == 0 ? 0 : -ENOMEM;
}

int export_json(const struct exports *exports, const struct loaded *loaded, FILE *out)
{
	struct json_context json = { json_array(), !exports->ignore_failure };
	int error = each(exports, loaded, add_json, &json);
	json_t *whole = json_pack("{s:o}", "results", json.results);
	if (!error && json_dumpf(whole, out, JSON_INDENT(2) | JSON_REAL_PRECISION(FIGURES)) < 0)
		error = -ENOMEM;
	fputc('\n', out);
	json_decref(whole);
	return error;
}

/* The columns of hyperfine, in its order, then ours. Those with a heading are for people. */
static const struct grid_column columns[] = {
	{ .key = "command", .heading = "command" },
	{ .key = "mean", .kind = GRID_NUMBER },
	{ .key = "stddev", .kind = GRID_NUMBER },
	{ .key = "median", .kind = GRID_NUMBER },
	{ .key = "user", .kind = GRID_NUMBER },
	{ .key = "system", .kind = GRID_NUMBER },
	{ .key = "min", .kind = GRID_NUMBER },
	{ .key = "max", .kind = GRID_NUMBER },
	{ .key = "workload" },
	{ .key = "placement" },
	{ .key = "mode" },
	{ .key = "calls", .kind = GRID_NUMBER },
	{ .key = "stops", .kind = GRID_NUMBER },
	{ .heading = "mean", .kind = GRID_NS },
	{ .heading = "min", .kind = GRID_NS },
	{ .heading = "max", .kind = GRID_NS },
	{ .key = "slowdown", .heading = "slowdown (95 %)", .kind = GRID_RATIO, .interval = true },
};

static int add_row(const struct result *result, void *context)
{
	const struct executions *e = &result->executions;
	const struct totals *totals = &result->group->totals;
	const struct summary_row *row = result->row;
	grid_row(context, value_text(result->label), value_number(e->mean), value_number(e->stddev),
		value_number(e->median), value_number(e->user), value_number(e->system),
		value_number(e->min), value_number(e->max), value_text(row->workload),
		value_text(row->placement), value_text(row->mode),
		value_number(per_execution(result->group, totals->calls)),
		value_number(per_execution(result->group, totals->stops)),
		value_number(e->mean * 1e9), value_number(e->min * 1e9), value_number(e->max * 1e9),
		value_interval(cells_slowdown(row)));
	return 0;
}

static int write_grid(
	const struct exports *exports, const struct loaded *loaded, const char *name, FILE *out)
{
	struct grid grid = GRID(columns);
	struct complaint none;
	const struct format *format;
	int error = each(exports, loaded, add_row, &grid);
	if (!error)
		error = format_find(name, &format, &none);
	if (!error)
		error = grid_write(&grid, format, out);
	grid_free(&grid);
	return error;
}

int export_csv(const struct exports *exports, const struct loaded *loaded, FILE *out)
{
	return write_grid(exports, loaded, "csv", out);
}

int export_markdown(const struct exports *exports, const struct loaded *loaded, FILE *out)
{
	return write_grid(exports, loaded, "markdown", out);
}

/* One format, and its place among the exports. */
struct kind {
	const char *option;
	const char *path;
	int (*write)(const struct exports *exports, const struct loaded *loaded, FILE *out);
};
enum { KINDS = 3 };

static void kinds_of(const struct exports *exports, struct kind kinds[KINDS])
{
	kinds[0] = (struct kind){ "--export-json", exports->json, export_json };
	kinds[1] = (struct kind){ "--export-csv", exports->csv, export_csv };
	kinds[2] = (struct kind){ "--export-markdown", exports->markdown, export_markdown };
}

/* Returns 0 if the file can be written, or made in its directory, or an errno. */
static int obstacle(const char *path)
{
	struct stat file;
	if (stat(path, &file) == 0)
		return S_ISDIR(file.st_mode) ? EISDIR : access(path, W_OK) < 0 ? errno : 0;
	char *copy = errno == ENOENT ? strdup(path) : NULL;
	int error = copy && access(dirname(copy), W_OK) == 0 ? 0 : errno;
	free(copy);
	return error;
}

int export_check(const struct exports *exports, struct complaint *complaint)
{
	struct kind kinds[KINDS];
	kinds_of(exports, kinds);
	for (int i = 0; i < KINDS; i++) {
		int error = kinds[i].path ? obstacle(kinds[i].path) : 0;
		if (error)
			return complain(complaint, "%s %.200s: %s: name a file that can be written",
				kinds[i].option, kinds[i].path, strerror(error));
	}
	return 0;
}

static int export_one(
	const struct exports *exports, const struct kind *kind, const struct loaded *loaded)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	int error = out ? kind->write(exports, loaded, out) : -ENOMEM;
	if (out && fclose(out) != 0)
		error = -ENOMEM;
	int status = error ? command_fail(EXIT_FAILED, "no memory for %s", kind->option)
			   : output_write(kind->path, text, n);
	free(text);
	return status;
}

int export_all(const struct exports *exports, const struct loaded *loaded)
{
	struct kind kinds[KINDS];
	int status = EXIT_DONE;
	kinds_of(exports, kinds);
	for (int i = 0; i < KINDS; i++)
		if (kinds[i].path && export_one(exports, &kinds[i], loaded) != EXIT_DONE)
			status = EXIT_FAILED;
	return status;
}
