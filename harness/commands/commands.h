/* The contract of a subcommand: data and a function, in one file of its own. What several of them
 * share is in parts/. Only they print. */
#ifndef TRACETAX_COMMANDS_H
#define TRACETAX_COMMANDS_H

/* Done; a measurement failed; wrong usage; finished, but the numbers cannot be trusted. */
enum exit_status { EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_UNTRUSTED };

struct command {
	const char *name;
	const char *summary; /* one line for --help */
	int order; /* in --help; each has its own */
	int (*run)(int argc, char **argv); /* argv[0] is "tracetax NAME"; returns the exit status */
};

/* All subcommands, sorted by name, NULL-ended; made by the Makefile from the files that exist. */
extern const struct command *const commands[];

/* An option of what prints tables: its value is for format_find. */
#define OPTION_FORMAT 'f'
#define FORMAT_OPTION                                                                              \
	{                                                                                          \
		"format", OPTION_FORMAT, "FORMAT", 0, "text (default), markdown, csv or json", 0   \
	}

/* Writes one line to standard error, "tracetax: ...", its control characters masked. Returns
 * `status`. */
int command_fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Writes such a line about what is no failure. */
void command_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
