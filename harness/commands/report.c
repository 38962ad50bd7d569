#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "derive/tables.h"
#include "parts/beside.h"
#include "parts/output.h"
#include "parts/print.h"
#include "parts/this_version.h"
#include "plan/names.h"
#include "report/charts/charts.h"
#include "report/html/html.h"
#include "report/report.h"
#include "report/text.h"

enum { CAMPAIGNS_MAX = 64, OPTION_HTML = 256, OPTION_BESIDE };

struct request {
	const char *output, *page;
	bool excerpt, no_charts;
	const char *paths[CAMPAIGNS_MAX], *beside[CAMPAIGNS_MAX];
	size_t n, n_beside;
};

static const struct argp_option options[] = {
	{ "output", 'o', "FILE", 0, "write there (standard output)", 0 },
	{ "html", OPTION_HTML, "FILE", 0, "write one page for a browser there", 0 },
	{ "beside", OPTION_BESIDE, "DIR", 0,
		"compare this campaign with the first of those named so, in a section", 0 },
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
	case OPTION_BESIDE:
		if (request->n_beside == CAMPAIGNS_MAX)
			argp_error(state, "more than %d campaigns", CAMPAIGNS_MAX);
		request->beside[request->n_beside++] = value;
		break;
	case OPTION_HTML:
		request->page = value;
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

/* What the reports are written to. */
struct sheets {
	FILE *markdown; /* NULL: the page alone is asked for */
	struct html *page; /* NULL: it is not asked for */
	char *beside; /* how other campaigns compare; NULL: none were named */
	int updated; /* EXIT_FAILED if something written beside them failed */
};

/* Writes one report as Markdown. Returns 0 or -ENOMEM. */
static int write_markdown(const struct request *request, struct report *report)
{
	(request->excerpt ? report_excerpt : report_write)(report);
	return report->error;
}

/* Writes one report in each form that is asked for. Returns 0 or -ENOMEM. */
static int write_forms(const struct request *request, const char *path, const struct loaded *loaded,
	struct sheets *sheets)
{
	char *there = output_link(request->output, path);
	char *from_page = output_link(request->page, path);
	int error = there && from_page ? 0 : -ENOMEM;
	if (!error && sheets->markdown)
		error = write_markdown(request,
			&(struct report){ loaded, there, sheets->markdown, 0, sheets->beside });
	if (!error && sheets->page)
		html_add(sheets->page,
			&(struct report){ loaded, from_page, NULL, 0, sheets->beside });
	free(there);
	free(from_page);
	return error;
}

static int write_one(const struct request *request, const char *path, struct sheets *sheets)
{
	struct loaded loaded;
	struct complaint complaint;
	int error = load_campaign(path, &this_version, &loaded, &complaint);
	int status = error ? command_fail(EXIT_FAILED, "%s", complaint.text) : EXIT_DONE;
	if (!error)
		print_doubts(&loaded);
	if (!error && !request->excerpt && update(&loaded, path, !request->no_charts) != EXIT_DONE)
		sheets->updated = EXIT_FAILED;
	if (!error && write_forms(request, path, &loaded, sheets) < 0)
		status = command_fail(EXIT_FAILED, "no memory for the report");
	load_free(&loaded);
	return status;
}

static int write_all(const struct request *request, struct sheets *sheets)
{
	int status = EXIT_DONE;
	if (request->n_beside)
		status = beside_make(request->beside, request->n_beside, &sheets->beside);
	for (size_t i = 0; i < request->n && status == EXIT_DONE; i++)
		status = write_one(request, request->paths[i], sheets);
	free(sheets->beside);
	return status;
}

/* A text being made in memory. */
struct draft {
	FILE *out;
	char *text;
	size_t n;
};

static struct draft *draft_open(struct draft *draft)
{
	*draft = (struct draft){ 0 };
	draft->out = open_memstream(&draft->text, &draft->n);
	return draft;
}

/* Closes a draft, writes it where it shall be if all is well, and frees it. */
static int draft_place(struct draft *draft, const char *path, int status)
{
	if (!draft->out || fclose(draft->out) != 0)
		status = command_fail(EXIT_FAILED, "no memory for the report");
	if (status == EXIT_DONE)
		status = output_write(path, draft->text, draft->n);
	free(draft->text);
	return status;
}

static int place_page(struct html *page, const char *path, int status)
{
	struct draft draft;
	draft_open(&draft);
	if (html_end(page, status == EXIT_DONE ? draft.out : NULL) < 0)
		status = command_fail(EXIT_FAILED, "no memory for the page");
	return draft_place(&draft, path, status);
}

/* Makes all reports, and writes them once all are made. The Markdown goes to standard output, if
 * there is neither a file for it nor a page. */
static int make(const struct request *request)
{
	struct html page;
	struct draft markdown;
	struct sheets sheets = { NULL, NULL, NULL, EXIT_DONE };
	bool written = request->output || !request->page;
	if (request->page && html_begin(&page) == 0)
		sheets.page = &page;
	if (written)
		sheets.markdown = draft_open(&markdown)->out;
	bool begun = (!written || sheets.markdown) && (!request->page || sheets.page);
	int status = begun ? write_all(request, &sheets) : EXIT_FAILED;
	if (written)
		status = draft_place(&markdown, request->output, status);
	if (request->page)
		status = place_page(&page, request->page, status);
	return status ? status : sheets.updated;
}

static int run(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "DIR...",
		.doc = "Draw the charts of campaigns and write their report, as Markdown or as a page for a browser.",
	};
	struct request request = { 0 };
	struct complaint complaint;
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, &request, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	if (request.n == 0)
		return command_fail(EXIT_USAGE, "name a campaign: tracetax report DIR");
	if (request.n_beside == 1)
		return command_fail(EXIT_USAGE,
			"--beside: name two campaigns or more, the one to compare with first");
	if (request.page && request.excerpt)
		return command_fail(EXIT_USAGE, "--excerpt is no page: leave out --html");
	if (request.page && html_lacks())
		return command_fail(EXIT_FAILED,
			"%s: tracetax was built without %s: install it and build again: sh scripts/setup.sh && make",
			request.page, html_lacks());
	return make(&request);
}

const struct command command = {
	.name = "report",
	.summary = "Markdown, a page and charts from campaigns",
	.order = 70,
	.run = run,
};
