#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "option_list.h"

bool option_list_wanted(int argc, char **argv)
{
	return argc == 2 && strcmp(argv[1], OPTION_LIST) == 0;
}

static void print(const struct argp *argp, void *input, const struct argp_option *o)
{
	char letter[2] = { (char)(isascii(o->key) ? o->key : 0) };
	char *doc = argp->help_filter ? argp->help_filter(o->key, o->doc, input) : (char *)o->doc;
	printf("%s\t%s\t%s\t%s\n", o->name, letter, o->arg ? o->arg : "", doc ? doc : "");
	if (doc != o->doc)
		free(doc);
}

void option_list_print(const struct argp *argp, void *input)
{
	for (const struct argp_option *o = argp->options; o && o->name; o++)
		print(argp, input, o);
}
