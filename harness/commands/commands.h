/* The subcommands. Each takes argv with argv[0] = "tracetax NAME" and returns the exit status:
 * 0 done, 1 a measurement failed, 2 usage, 3 finished but not to be trusted. Only they print. */
#ifndef TRACETAX_COMMANDS_H
#define TRACETAX_COMMANDS_H

enum exit_status { EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_UNTRUSTED };

struct command {
	const char *name;
	const char *summary;
	int (*run)(int argc, char **argv);
};

int command_run(int argc, char **argv);
int command_trace(int argc, char **argv);
int command_list(int argc, char **argv);
int command_summary(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_report(int argc, char **argv);
int command_doctor(int argc, char **argv);

/* An option of what prints tables: its value is for format_find. */
#define OPTION_FORMAT 'f'
#define FORMAT_OPTION                                                                              \
	{                                                                                          \
		"format", OPTION_FORMAT, "FORMAT", 0, "text (default), markdown, csv or json", 0   \
	}

/* One line on standard error: "tracetax: ...". Control characters are masked. Returns `status`. */
int command_fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
