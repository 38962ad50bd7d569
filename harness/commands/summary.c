#include <argp.h>

#include "commands.h"
#include "derive/tables.h"
#include "plan/names.h"
#include "print.h"

static error_t parse(int key, char *value, struct argp_state *state)
{
	const char **path = state->input;
	if (key != ARGP_KEY_ARG || *path)
		return ARGP_ERR_UNKNOWN;
	*path = value;
	return 0;
}

int command_summary(int argc, char **argv)
{
	static const struct argp argp = {
		.parser = parse,
		.args_doc = "DIR",
		.doc = "Compute DIR/summary.csv from DIR/runs.csv again, and print it.",
	};
	const char *path = NULL;
	struct complaint complaint;
	struct loaded loaded;
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, &path, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	if (!path)
		return command_fail(EXIT_USAGE, "name a campaign: tracetax summary DIR");
	int error = load_campaign(path, &loaded, &complaint);
	if (!error) {
		print_doubts(&loaded);
		error = tables_write(&loaded, path, &complaint);
		print_summary(&loaded); /* last: who reads it may leave */
	}
	int status = error ? command_fail(EXIT_FAILED, "%s", complaint.text) : print_trust(&loaded);
	load_free(&loaded);
	return status;
}
