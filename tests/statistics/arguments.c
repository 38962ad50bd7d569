#include <argp.h>
#include <stdlib.h>

#include "arguments.h"

enum { REPETITIONS = 0x100, SEED, FIRST };

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct arguments *arguments = state->input;
	char *end = NULL;
	unsigned long number = value ? strtoul(value, &end, 10) : 0;
	if (key == REPETITIONS && !*end && number > 0)
		arguments->repetitions = number;
	else if (key == SEED && !*end)
		arguments->seed = number;
	else if (key == FIRST)
		arguments->first = true;
	else if (key == REPETITIONS || key == SEED)
		argp_error(state, "'%s' is no number", value);
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

void arguments_take(int argc, char **argv, const char *name, const char *what, const char *doc,
	struct arguments *arguments)
{
	const struct argp_option options[] = {
		{ name, REPETITIONS, "N", 0, what, 0 },
		{ "seed", SEED, "N", 0, "of all that is random (1)", 0 },
		{ "first", FIRST, 0, 0, "independent errors only", 0 },
		{ 0 },
	};
	const struct argp argp = { .options = options, .parser = parse, .doc = doc };
	argp_err_exit_status = 2;
	argp_parse(&argp, argc, argv, 0, NULL, arguments);
}
