#include <argp.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/comma_list.h"
#include "base/executable.h"
#include "commands.h"
#include "derive/demand.h"
#include "derive/predictions.h"
#include "parts/asked.h"
#include "parts/calibration.h"
#include "parts/format_option.h"
#include "parts/measure.h"
#include "plan/mode_name.h"
#include "plan/names.h"
#include "plan/placements.h"
#include "report/grid/sheet.h"
#include "report/text.h"

#define COUNTING "untraced,seccomp-trace-names"
static const double VARIATION_MAX = 0.05;
static const double UNITS = 100; /* of the error in percent */

enum { CHECK = ASKED_OTHERS, COSTS };

struct request {
	struct asked asked;
	const char *mode; /* names with commas between; NULL: all that have costs */
	const char *costs_path, *format_name;
	bool check;
	const struct format *format;
	struct executable executable;
	struct loaded costs;
	char modes[4096];
};

static const struct argp_option options[] = {
	{ "mode", OPTION_KEY(OPTION_MODE), "NAME,...", 0,
		"what would watch it (all that have costs)", 0 },
	{ "runs", OPTION_KEY(OPTION_BLOCKS), "N", 0, "N blocks: unwatched twice, counted once (3)",
		0 },
	{ "costs", COSTS, "DIR", 0, "campaign of calibrate.plan (one that is kept)", 0 },
	{ "check", CHECK, NULL, 0, "measure too, and tell the error", 0 },
	{ "format", OPTION_FORMAT, "FORMAT", 0, NULL, 0 },
	ASKED_OPTIONS(OPTION_HIDDEN),
	{ 0 },
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	if (key == OPTION_KEY(OPTION_MODE))
		request->mode = value;
	else if (key == CHECK)
		request->check = true;
	else if (key == COSTS)
		request->costs_path = value;
	else if (key == OPTION_FORMAT)
		request->format_name = value;
	else
		return asked_parse(&request->asked, key, value, state);
	return 0;
}

/* Tells whether a list has the name; NULL is a list of all. */
static bool has(const char *text, const char *name)
{
	struct comma_list list = comma_list_of(text ? text : "");
	bool found = !text || comma_list_is_all(&list);
	for (char *item = NULL; !found && (item = comma_list_next(&list, item));)
		found = strcmp(item, name) == 0;
	comma_list_free(&list);
	return found;
}

/* Tells whether the mode would put an object into a program that takes none. */
static bool is_shut_out(const struct request *request, const char *name)
{
	struct mode member;
	const struct mode *mode = mode_find(name, &member);
	return request->executable.closed && mode && mode->inject;
}

static bool is_asked(const struct request *request, const struct cost_row *row)
{
	return has(request->mode, row->mode) && !is_shut_out(request, row->mode) &&
	       has(request->asked.options.value[OPTION_PLACEMENT], row->placement);
}

static int check_modes(const char *text, struct complaint *complaint)
{
	struct comma_list list = comma_list_of(text ? text : "all");
	bool known = true;
	for (char *name = NULL;
		known && !comma_list_is_all(&list) && (name = comma_list_next(&list, name));)
		known = mode_name_find(name, NULL, complaint);
	comma_list_free(&list);
	return known ? 0 : -EINVAL;
}

/* Returns the costs that were asked for, in the order of their table; NULL without memory. */
static struct cost_row *chosen(const struct request *request, size_t *n)
{
	struct rows costs = tables_rows(&request->costs, &costs_table);
	const struct cost_row *all = costs.all;
	struct cost_row *rows = malloc((costs.n + 1) * sizeof *rows);
	*n = 0;
	for (size_t i = 0; rows && i < costs.n; i++)
		if (is_asked(request, &all[i]))
			rows[(*n)++] = all[i];
	return rows;
}

/* Names the modes to measure: those that count, and with --check those that are predicted. Their
 * costs must be known. */
static int choose_modes(struct request *request, struct complaint *complaint)
{
	size_t n, length = strlen(COUNTING);
	struct cost_row *rows = chosen(request, &n);
	strcpy(request->modes, COUNTING);
	for (size_t i = 0; rows && request->check && i < n && length < sizeof request->modes; i++)
		if (!has(request->modes, rows[i].mode))
			length += (size_t)snprintf(request->modes + length,
				sizeof request->modes - length, ",%s", rows[i].mode);
	free(rows);
	request->asked.options.value[OPTION_MODE] = request->modes;
	if (n > 0)
		return 0;
	if (request->executable.closed)
		return complain(complaint,
			"no costs of %s at placement %s that go for this program: %s",
			request->mode ? request->mode : "any mode",
			request->asked.options.value[OPTION_PLACEMENT], request->executable.closed);
	return complain(complaint,
		"the costs of %s at placement %s were not measured: ask for others, or name a campaign with --costs",
		request->mode ? request->mode : "any mode",
		request->asked.options.value[OPTION_PLACEMENT]);
}

/* Finds what is wrong with the options before anything is measured. */
static int check_plan(const struct asked *asked, struct complaint *complaint)
{
	const struct plan_names names = { .placements = placement_names };
	struct plan plan;
	int error = plan_make(&asked->options, &names, &plan, complaint);
	plan_free(&plan);
	return error;
}

/* Reads the request. Returns 0, or -EINVAL with the complaint. */
static int define(struct request *request, struct complaint *complaint)
{
	struct asked *asked = &request->asked;
	int error = format_find(request->format_name, false, &request->format, complaint);
	if (!error)
		error = check_modes(request->mode, complaint);
	if (!error)
		error = asked_define(asked, "predict", complaint);
	if (!error)
		error = executable_find(asked->words[0], &request->executable, complaint);
	asked_default(asked, OPTION_MODE, COUNTING);
	asked_default(asked, OPTION_BLOCKS, request->check ? "6" : "3");
	return error ? error : check_plan(asked, complaint);
}

static const struct grid_column columns[] = {
	{ .heading = "placement", .drop = 1 },
	{ .heading = "mode", .fit = GRID_SHORTEN },
	{ .heading = "predicted (95 %)", .kind = GRID_RATIO, .interval = true },
	{ .heading = "measured (95 %)", .kind = GRID_RATIO, .interval = true },
	{ .heading = "error", .kind = GRID_TEXT },
};

static int by_slowdown(const void *a, const void *b)
{
	const struct prediction_row *x = a, *y = b;
	int order = strcmp(x->placement, y->placement);
	if (order)
		return order;
	return (x->predicted.value > y->predicted.value) -
	       (x->predicted.value < y->predicted.value);
}

static struct grid grid_for(const struct request *request, struct rows rows)
{
	const struct prediction_row *all = rows.all;
	bool data = format_is_data(request->format);
	/* without --check the last two columns are empty */
	struct grid grid =
		data ? grid_of(&predictions_table) : grid_new(columns, request->check ? 5 : 3);
	for (size_t i = 0; i < rows.n; i++) {
		char error[16] = "";
		if (!isnan(all[i].error))
			snprintf(error, sizeof error, "%+.1f %%", all[i].error * UNITS);
		if (data)
			grid_add_record(&grid, &predictions_table, &all[i]);
		else
			grid_add(&grid,
				VALUES(value_text(all[i].placement), value_text(all[i].mode),
					value_interval(all[i].predicted),
					value_interval(all[i].slowdown), value_text(error)),
				grid.width);
	}
	return grid;
}

/* Says what one execution does, at the placement of this row. */
static void say_demand(const struct prediction_row *row, const struct sheet *sheet)
{
	sheet_say(sheet,
		"%s takes %s when nothing watches it (placement %s), and makes %.0f calls: %.0f signals, %.0f forks, %.0f execs and %.0f threads.",
		row->workload, text_ns_interval(row->ns).s, row->placement, row->calls,
		row->signals, row->forks, row->execs, row->threads);
}

static void print(const struct request *request, struct rows rows)
{
	const struct prediction_row *all = rows.all;
	struct sheet sheet =
		sheet_of_output(request->format, request->asked.options.value[OPTION_WIDE]);
	struct grid grid = grid_for(request, rows);
	for (size_t i = 0; i < rows.n; i++)
		if (i == 0 || strcmp(all[i].placement, all[i - 1].placement) != 0)
			say_demand(&all[i], &sheet);
	sheet_grid(&sheet, &grid);
	if (request->executable.closed)
		sheet_say(&sheet, "Not predicted: modes that put an object into the program: %s.",
			request->executable.closed);
	sheet_say(&sheet,
		"Not modelled: what a real tool does at a stop, such as reading memory or writing a line; tasks that wait for one tracer at a time; caches that are cold.");
}

/* Tells whether two executions made nearly the same calls; else no prediction can be good. */
static int judge(const struct loaded *loaded, const char *workload)
{
	double variation = demand_variation(loaded, workload);
	if (variation <= VARIATION_MAX)
		return EXIT_DONE;
	return command_fail(EXIT_UNTRUSTED,
		"%s: not to be trusted: the calls of two executions are %.0f %% apart, where 5 %% are the most for a prediction",
		workload, variation * UNITS);
}

static int tell(const struct loaded *loaded, const struct plan *plan, void *context)
{
	struct request *request = context;
	size_t n;
	struct cost_row *costs = chosen(request, &n);
	struct rows rows = { .table = &predictions_table };
	int error = costs ? predictions_add(loaded, (struct rows){ &costs_table, costs, n }, &rows)
			  : -ENOMEM;
	int status = judge(loaded, request->asked.variants.workloads[0]);
	if (error)
		status = command_fail(EXIT_FAILED, "no memory for the predictions");
	else if (rows.n == 0)
		status = command_fail(EXIT_FAILED,
			"%s could not be counted: column reason of runs.csv says why",
			request->asked.variants.workloads[0]);
	if (rows.n)
		qsort(rows.all, rows.n, sizeof(struct prediction_row), by_slowdown);
	if (rows.n && !plan->quiet)
		print(request, rows);
	free(rows.all);
	free(costs);
	return status;
}

static int predict(struct request *request)
{
	struct complaint complaint;
	const struct epilogue epilogue = { .tell = tell, .context = request, .alone = true };
	bool quiet = request->asked.options.value[OPTION_QUIET];
	int error = calibration_load(request->costs_path, quiet, &request->costs, &complaint);
	if (!error)
		error = choose_modes(request, &complaint);
	int status = error ? EXIT_FAILED : measure(&request->asked.options, &epilogue);
	if (error && *complaint.text)
		command_fail(status, "%s", complaint.text);
	load_free(&request->costs);
	return status;
}

static int run(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "-- COMMAND [ARGUMENT...]",
		.doc = "Predict how much longer a command would take if it were watched, from its calls and from what a call costs here. The manual page also has --prepare, --input and others.",
		.help_filter = format_option_help,
	};
	struct request request = { .modes = "" };
	struct complaint complaint;
	int error = names_parse(&argp, OPERANDS_LAST, 0, argc, argv, &request, &complaint);
	if (!error)
		error = define(&request, &complaint);
	int status = error ? command_fail(EXIT_USAGE, "%s", complaint.text) : predict(&request);
	variants_free(&request.asked.variants);
	return status;
}

const struct command command = {
	.name = "predict",
	.summary = "how much longer it would take in all modes, without watching",
	.order = 10,
	.run = run,
};
