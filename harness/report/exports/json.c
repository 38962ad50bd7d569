/* The form of hyperfine 1, whose scripts read it, and an object `tracetax` with what it has not. */
#include <errno.h>

#include "derive/executed.h"
#include "report/dump.h"
#include "report/export.h"

static json_t *times_of(const struct executions *executions)
{
	json_t *times = json_array();
	for (size_t i = 0; i < executions->n; i++)
		json_array_append_new(times, dump_number(executions->times[i]));
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

/* Returns what hyperfine does not have. */
static json_t *extra_of(const struct executed *executed)
{
	const struct summary_row *row = executed->row;
	const struct executions *e = &executed->executions;
	return json_pack("{s:s, s:s, s:s, s:o, s:I, s:I, s:o, s:o, s:o, s:o, s:o}", "workload",
		row->workload, "placement", row->placement, "mode", row->mode, "slowdown",
		dump_estimate(executed->slowdown), "blocks", (json_int_t)row->blocks, "flagged",
		(json_int_t)row->flagged, "executions", dump_number(executed->n), "calls",
		dump_number(executed->calls), "stops", dump_number(executed->stops), "tracer_user",
		dump_number(e->tracer_user), "tracer_system", dump_number(e->tracer_system));
}

struct context {
	const struct exported *exported;
	json_t *results;
};

static int add(const struct executed *executed, void *context)
{
	const struct context *c = context;
	const struct executions *e = &executed->executions;
	const json_t *parameters =
		json_object_get(c->exported->parameters, executed->row->workload);
	json_t *result = json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
		"command", executed->label, "mean", dump_number(e->mean), "stddev",
		dump_number(e->stddev), "median", dump_number(e->median), "user",
		dump_number(e->user), "system", dump_number(e->system), "min", dump_number(e->min),
		"max", dump_number(e->max), "times", times_of(e), "exit_codes",
		exit_codes(e->n, !c->exported->ignore_failure), "tracetax", extra_of(executed));
	if (result && parameters)
		json_object_set_new(result, "parameters", json_deep_copy(parameters));
	return result && json_array_append_new(c->results, result) == 0 ? 0 : -ENOMEM;
}

static int write(const struct exported *exported, FILE *out)
{
	struct context context = { exported, json_array() };
	int error = executed_each(exported->loaded, exported->named, add, &context);
	json_t *whole = json_pack("{s:o}", "results", context.results);
	return dump_whole(whole, error, out);
}

const struct export export = {
	.name = "json",
	.format = "hyperfine",
	.summary = "its JSON",
	.write = write,
};
