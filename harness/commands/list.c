#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "commands.h"
#include "parts/format_option.h"
#include "parts/listing.h"
#include "plan/names.h"

struct request {
	const char *what, *format;
};

static const struct argp_option options[] = { FORMAT_OPTION, { 0 } };

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	if (key == OPTION_FORMAT) {
		request->format = value;
		return 0;
	}
	if (key != ARGP_KEY_ARG || request->what)
		return ARGP_ERR_UNKNOWN;
	request->what = value;
	return 0;
}

static int print(const struct listing *listing, const struct format *format)
{
	struct sheet sheet = { stdout, format, 0 };
	listing->print(&sheet);
	return sheet.error ? command_fail(EXIT_FAILED, "%s", strerror(-sheet.error)) : EXIT_DONE;
}

/* Writes the names of all lists: "events|modes". */
static const char *list_names(char *names, size_t size)
{
	size_t n = 0;
	for (const struct listing *const *l = listings; *l && n < size; l++)
		n += (size_t)snprintf(names + n, size - n, "%s%s", n ? "|" : "", (*l)->name);
	return names;
}

static int print_list(const char *name, const struct format *format)
{
	struct nearest nearest = nearest_to(name);
	struct complaint complaint;
	for (const struct listing *const *l = listings; *l; l++) {
		if (strcmp((*l)->name, name) == 0)
			return print(*l, format);
		nearest_offer(&nearest, (*l)->name);
	}
	nearest_complain(&nearest, "list", "tracetax list --help", &complaint);
	return command_fail(EXIT_USAGE, "%s", complaint.text);
}

static int run(int argc, char **argv)
{
	char names[80];
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = list_names(names, sizeof names),
		.doc = "What tracetax knows, and what of it this machine has.",
		.help_filter = format_option_help,
	};
	struct request request = { NULL, NULL };
	struct complaint complaint;
	const struct format *format;
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, &request, &complaint) < 0 ||
		format_find(request.format, &format, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	if (!request.what)
		return command_fail(EXIT_USAGE, "name one: tracetax list %s", names);
	return print_list(request.what, format);
}

const struct command command = {
	.name = "list",
	.summary = "modes, workloads, events, placements or derived tables",
	.order = 3,
	.run = run,
};
