/* The command line of what measures one command, the user's: that command and how it is executed.
 */
#ifndef TRACETAX_ASKED_H
#define TRACETAX_ASKED_H

#include <argp.h>

#include "plan/options.h"
#include "variants.h"
#include "workload.h"

/* The first key that is free for others. */
enum { ASKED_NAME = 'n', ASKED_DIRECTORY = 'o', ASKED_OTHERS = 0x200 };

/* The options that all such commands have; `flags` are for those about the command's surroundings.
 */
#define ASKED_OPTIONS(flags)                                                                       \
	{ "placement", OPTION_KEY(OPTION_PLACEMENT), "NAME,...", 0,                                \
		"where (free); see list placements", 0 },                                          \
		{ "timeout", OPTION_KEY(OPTION_TIMEOUT), "SECONDS", 0,                             \
			"end a run that takes longer (600)", 0 },                                  \
		{ "output", OPTION_KEY(OPTION_STDOUT), "WHERE", 0,                                 \
			"null (default), pipe, inherit or a FILE", 0 },                            \
		OPTIONS_OF_COMMANDS(flags),                                                        \
		{ "command-name", ASKED_NAME, "NAME", 0, "its name in the tables (its program's)", \
			0 },                                                                       \
		{ "directory", ASKED_DIRECTORY, "DIR", 0,                                          \
			"the campaign's new directory (tracetax-TIME)", 0 },                       \
		{ "wide", OPTION_KEY(OPTION_WIDE), NULL, 0, "all of the table, however wide", 0 }, \
	{                                                                                          \
		"quiet", OPTION_KEY(OPTION_QUIET), NULL, 0, "no progress line and no table", 0     \
	}

struct asked {
	struct options options;
	struct variants variants;
	const char *name; /* NULL: after its program */
	char **words;
	char made_name[WORKLOAD_NAME_SIZE];
};

/* Takes an option, or the command. Returns 0, or ARGP_ERR_UNKNOWN if it is none of them. */
error_t asked_parse(struct asked *asked, int key, char *value, struct argp_state *state);

/* Turns it into options of `run`, which name neither modes nor how many blocks. `command` is ours,
 * for complaints: "exec". Returns 0, or -EINVAL with the complaint, also if there is no command. */
int asked_define(struct asked *asked, const char *command, struct complaint *complaint);

/* Sets an option that was not given. */
void asked_default(struct asked *asked, enum run_option option, const char *value);

#endif
