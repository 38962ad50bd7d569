#include <argp.h>
#include <errno.h>

#include "format_option.h"
#include "operand.h"
#include "plan/names.h"

struct words {
	const char *format, *operand, *more;
	bool takes_one, wide;
};

static const struct argp_option options[] = { FORMAT_OPTION, { 0 } };

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct words *words = state->input;
	if (key == OPTION_FORMAT)
		words->format = value;
	else if (key == KEY_WIDE)
		words->wide = true;
	else if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	else if (words->takes_one && !words->operand)
		words->operand = value;
	else if (!words->more)
		words->more = value;
	return 0;
}

static int check(const struct operand *operand, const struct words *words, const char *command,
	struct complaint *complaint)
{
	if (words->more)
		return complain(complaint, "%s takes %s, found \"%.80s\": see --help", command,
			operand->name ? "one argument" : "no arguments", words->more);
	if (operand->name && !words->operand)
		return complain(complaint, "name %s: %s %s", operand->what, command, operand->name);
	return 0;
}

int operand_read(struct operand *operand, int argc, char **argv, struct complaint *complaint)
{
	const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = operand->name,
		.doc = operand->doc,
		.help_filter = format_option_help,
	};
	struct words words = { .takes_one = operand->name };
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, &words, complaint) < 0 ||
		format_find(words.format, &operand->format, complaint) < 0)
		return -EINVAL;
	operand->given = words.operand;
	operand->wide = words.wide;
	return check(operand, &words, argv[0], complaint);
}
