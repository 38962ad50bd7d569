#include <argp.h>

#include "commands.h"
#include "derive/tables.h"
#include "parts/format_option.h"
#include "parts/print.h"
#include "parts/this_version.h"
#include "plan/names.h"

struct request {
	const char *path, *format;
};

static const struct argp_option options[] = { FORMAT_OPTION, { 0 } };

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	if (key == OPTION_FORMAT) {
		request->format = value;
		return 0;
	}
	if (key != ARGP_KEY_ARG || request->path)
		return ARGP_ERR_UNKNOWN;
	request->path = value;
	return 0;
}

static int summarise(const char *path, const struct format *format, struct complaint *complaint)
{
	struct loaded loaded;
	struct sheet sheet = { stdout, format, 0 };
	int error = load_campaign(path, &this_version, &loaded, complaint);
	if (!error) {
		print_doubts(&loaded);
		error = tables_write(&loaded, path, complaint);
		print_summary(&loaded, &sheet); /* last, as the reader may leave */
		if (sheet.error && !error)
			error = complain(complaint, "no memory for the summary");
	}
	int status =
		error ? command_fail(EXIT_FAILED, "%s", complaint->text) : print_trust(&loaded);
	load_free(&loaded);
	return status;
}

static int run(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "DIR",
		.doc = "Compute DIR/summary.csv from DIR/runs.csv again, and print it.",
		.help_filter = format_option_help,
	};
	struct request request = { NULL, NULL };
	struct complaint complaint;
	const struct format *format;
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, &request, &complaint) < 0 ||
		format_find(request.format, &format, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	if (!request.path)
		return command_fail(EXIT_USAGE, "name a campaign: tracetax summary DIR");
	return summarise(request.path, format, &complaint);
}

const struct command command = {
	.name = "summary",
	.summary = "the estimates of a campaign, from its runs",
	.order = 4,
	.run = run,
};
