#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "exporting.h"
#include "format_option.h"
#include "operand.h"
#include "plan/names.h"

struct words {
	const struct operand *of;
	const char *format, *operand, *more;
	bool wide, here;
};

enum { KEY_HERE = 0x400 };

static const struct argp_option options[] = { FORMAT_OPTION, { 0 } };
static const struct argp_option options_here[] = { FORMAT_OPTION,
	{ "here", KEY_HERE, NULL, 0, "of modes: try each; which work here, and why not", 0 },
	{ 0 } };

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct words *words = state->input;
	if (key == OPTION_FORMAT)
		words->format = value;
	else if (key == KEY_WIDE)
		words->wide = true;
	else if (key == KEY_HERE)
		words->here = true;
	else if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	else if (words->of->name && !words->operand)
		words->operand = value;
	else if (!words->more)
		words->more = value;
	return 0;
}

/* Finds a print format or an export. */
static int find_format(struct operand *operand, const char *name, struct complaint *complaint)
{
	int error = format_find(name, operand->outcomes, &operand->format, complaint);
	if (!error || !operand->exports)
		return error;
	operand->export = exporting_find(name);
	if (operand->export)
		return 0;
	return complain(complaint, "--format \"%.80s\": expected %s; or for other programs %s",
		name, format_names(operand->outcomes).s, exporting_formats(false).s);
}

/* Returns the help with the formats that exist; argp frees it if it is another text than its own.
 */
static char *help(int key, const char *text, void *input)
{
	const struct words *words = input;
	char *all = NULL;
	if (key != OPTION_FORMAT || !words)
		return (char *)text;
	if (!words->of->exports)
		return strdup(format_summaries(words->of->outcomes).s);
	if (asprintf(&all, "%s; or for other programs %s", format_summaries(words->of->outcomes).s,
		    exporting_formats(true).s) < 0)
		return (char *)text;
	return all;
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
		.options = operand->tries ? options_here : options,
		.parser = parse,
		.args_doc = operand->name,
		.doc = operand->doc,
		.help_filter = help,
	};
	struct words words = { .of = operand };
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, &words, complaint) < 0 ||
		find_format(operand, words.format, complaint) < 0)
		return -EINVAL;
	operand->given = words.operand;
	operand->wide = words.wide;
	operand->here = words.here || operand->format->outcomes;
	return check(operand, &words, argv[0], complaint);
}
