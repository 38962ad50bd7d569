#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "derive/tables.h"
#include "parts/output.h"
#include "parts/print.h"
#include "parts/this_version.h"
#include "plan/names.h"
#include "report/charts/charts.h"
#include "report/report.h"
#include "report/text.h"

enum { CAMPAIGNS_MAX = 64 };

struct request {
	const char *output;
	bool excerpt, no_charts;
	const char *paths[CAMPAIGNS_MAX];
	size_t n;
};

static const struct argp_option options[] = {
	{ "output", 'o', "FILE", 0, "write there (standard output)", 0 },
	{ "excerpt", 'e', NULL, 0, "only the table for a front page", 0 },
	{ "no-charts", 'n', NULL, 0, "do not draw charts", 0 },
	{ 0 },
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	switch (key) {
	case 'o':
		request->output = value;
		break;
	case 'e':
		request->excerpt = true;
		break;
	case 'n':
		request->no_charts = true;
		break;
	case ARGP_KEY_ARG:
		if (request->n == CAMPAIGNS_MAX)
			argp_error(state, "more than %d campaigns", CAMPAIGNS_MAX);
		request->paths[request->n++] = value;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* Tells whether an error is ordinary: the campaign is read-only, gnuplot is missing or found
 * nothing to draw. The report is written all the same. */
static bool is_to_be_expected(int error)
{
	return error == -EACCES || error == -EPERM || error == -EROFS || error == -ENOENT ||
	       error == -ENOTDIR || error == -ELOOP || error == -ENODATA;
}

/* Updates the tables and charts of the campaign. */
static int update(const struct loaded *loaded, const char *path, bool draw)
{
	struct complaint complaint;
	int error = tables_write(loaded, path, &complaint);
	if (!error && draw)
		error = charts_draw(loaded->directory, path, &complaint);
	if (!error)
		return EXIT_DONE;
	if (!is_to_be_expected(error))
		return command_fail(EXIT_FAILED, "%s", complaint.text);
	command_warn("%s", complaint.text);
	return EXIT_DONE;
}

/* Writes one report. `updated` becomes EXIT_FAILED if something written beside it failed. */
static int write_one(const struct request *request, const char *path, FILE *out, int *updated)
{
	struct loaded loaded;
	struct complaint complaint;
	int error = load_campaign(path, &this_version, &loaded, &complaint);
	int status = error ? command_fail(EXIT_FAILED, "%s", complaint.text) : EXIT_DONE;
	if (!error)
		print_doubts(&loaded);
	if (!error && !request->excerpt && update(&loaded, path, !request->no_charts) != EXIT_DONE)
		*updated = EXIT_FAILED;
	char *there = output_link(request->output, path);
	struct report report = { &loaded, there, out, 0 };
	if (!error && !there)
		status = command_fail(EXIT_FAILED, "no memory for the report");
	else if (!error && request->excerpt)
		report_excerpt(&report);
	else if (!error)
		report_write(&report);
	if (report.error)
		status = command_fail(EXIT_FAILED, "no memory for the report");
	free(there);
	load_free(&loaded);
	return status;
}

static int run(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "DIR...",
		.doc = "Draw the charts of campaigns and write their report as Markdown.",
	};
	struct request request = { 0 };
	struct complaint complaint;
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, &request, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	if (request.n == 0)
		return command_fail(EXIT_USAGE, "name a campaign: tracetax report DIR");

	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	int status = out ? EXIT_DONE : EXIT_FAILED, updated = EXIT_DONE;
	for (size_t i = 0; i < request.n && status == EXIT_DONE; i++)
		status = write_one(&request, request.paths[i], out, &updated);
	if (out && fclose(out) != 0)
		status = command_fail(EXIT_FAILED, "no memory for the report");
	if (status == EXIT_DONE)
		status = output_write(request.output, text, n);
	free(text);
	return status ? status : updated;
}

const struct command command = {
	.name = "report",
	.summary = "Markdown and charts from campaigns",
	.order = 70,
	.run = run,
};
