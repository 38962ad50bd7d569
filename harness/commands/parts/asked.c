#include <ctype.h>
#include <string.h>

#include "asked.h"
#include "plan/names.h"

error_t asked_parse(struct asked *asked, int key, char *value, struct argp_state *state)
{
	struct options *o = &asked->options;
	if (key == ASKED_NAME)
		asked->name = value;
	else if (key == ASKED_DIRECTORY)
		o->value[OPTION_OUTPUT] = value;
	else if (key == ARGP_KEY_ARGS)
		asked->words = state->argv + state->next;
	else if (!options_take(o, key, value))
		return ARGP_ERR_UNKNOWN;
	return 0;
}

/* Makes a name of a program's: "/usr/bin/Python3.11" is "python3-11". */
static void make_name(const char *program, char *name, size_t size)
{
	const char *slash = strrchr(program, '/');
	size_t n = 0;
	for (const char *c = slash && slash[1] ? slash + 1 : program; *c && n < size - 1; c++)
		name[n++] = isalnum((unsigned char)*c) ? (char)tolower((unsigned char)*c) : '-';
	name[n] = '\0';
}

void asked_default(struct asked *asked, enum run_option option, const char *value)
{
	if (!asked->options.value[option])
		asked->options.value[option] = value;
}

int asked_define(struct asked *asked, const char *command, struct complaint *complaint)
{
	const char *runs = asked->options.value[OPTION_BLOCKS];
	uint64_t blocks;
	if (!asked->words)
		return complain(
			complaint, "name a command: tracetax %s [OPTIONS] -- COMMAND", command);
	int error = runs ? names_number(runs, "runs", false, 1, 1000000, &blocks, complaint) : 0;
	if (error)
		return error;
	make_name(asked->words[0], asked->made_name, sizeof asked->made_name - 8);
	const char *name = asked->name ? asked->name : asked->made_name;
	error = variants_define(&asked->variants, name, asked->words, &asked->options, complaint);
	asked->options.lines = asked->variants.lines;
	asked->options.n_lines = asked->variants.n;
	asked_default(asked, OPTION_PLACEMENT, "free");
	asked_default(asked, OPTION_TIMEOUT, "600");
	return error;
}
