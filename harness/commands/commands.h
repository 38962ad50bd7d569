/* The contract of a subcommand: data and a function, in a file of its own. parts/ holds what
 * several subcommands share. No other folder prints. */
#ifndef TRACETAX_COMMANDS_H
#define TRACETAX_COMMANDS_H

/* Done; a measurement failed; wrong usage; finished, but the numbers cannot be trusted. */
enum exit_status { EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_UNTRUSTED };

struct command {
	const char *name; /* at most 9 letters, as --help has room for */
	const char *summary; /* one line for --help */
	int order; /* place in --help; no two are equal */
	int (*run)(int argc, char **argv); /* argv[0] is "tracetax NAME"; returns the exit status */
};

/* All subcommands, sorted by name, NULL-ended. The Makefile makes the list from the files that
 * exist. */
extern const struct command *const commands[];

/* Writes one line "tracetax: ..." to standard error, with control characters masked. Returns
 * `status`. */
int command_fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Writes such a line about something that is no failure. */
void command_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
