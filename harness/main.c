#include <argp.h>
#include <gnu/libc-version.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "commands/commands.h"
#include "commands/parts/output.h"
#include "facts.h"
#include "machine/machine.h"
#include "page/descriptors.h"
#include "run/signals.h"

/* Returns the command that comes after one of this order; NULL after the last. */
static const struct command *after(int order)
{
	const struct command *next = NULL;
	for (const struct command *const *c = commands; *c; c++)
		if ((*c)->order > order && (!next || (*c)->order < next->order))
			next = *c;
	return next;
}

static void list_commands(FILE *file)
{
	for (const struct command *c = after(INT_MIN); c; c = after(c->order))
		fprintf(file, "  %-8s  %s\n", c->name, c->summary);
}

static int help(FILE *file)
{
	fprintf(file,
		"tracetax " TRACETAX_VERSION
		": what does it cost to watch a system call?\n\nusage: tracetax COMMAND [OPTIONS]\n\n");
	list_commands(file);
	fprintf(file,
		"\nExit status: 0 done, 1 failed, 2 usage, 3 not to be trusted.\n\ntracetax COMMAND --help tells its options. A first answer:\n  tracetax exec -- YOUR PROGRAM\n");
	return file == stdout ? EXIT_DONE : EXIT_USAGE;
}

/* Says what was built, and of what: the first line is for programs. */
static int version(void)
{
	printf("tracetax " TRACETAX_VERSION "\n");
	printf("commit: %s\n", *BUILD_COMMIT ? BUILD_COMMIT : "unknown");
	printf("compiler: %s, %s\n", MACHINE_COMPILER, TRACETAX_CFLAGS);
	printf("libc: glibc %s\n", gnu_get_libc_version());
	printf("libraries: %s\n", BUILD_LIBRARIES);
#ifdef TRACETAX_BPF_LACKS
	printf("BPF: no, " TRACETAX_BPF_LACKS " lacked\n");
#else
	printf("BPF: yes\n");
#endif
	return EXIT_DONE;
}

/* Runs the command of this name. */
static int dispatch(int argc, char **argv)
{
	struct nearest nearest = nearest_to(argv[0]);
	struct complaint complaint;
	for (const struct command *const *c = commands; *c; c++) {
		char name[32];
		nearest_offer(&nearest, (*c)->name);
		if (strcmp(argv[0], (*c)->name) != 0)
			continue;
		snprintf(name, sizeof name, "tracetax %s", (*c)->name);
		argv[0] = name;
		return (*c)->run(argc, argv);
	}
	nearest_complain(&nearest, "command", "tracetax --help", &complaint);
	return command_fail(EXIT_USAGE, "%s", complaint.text);
}

int main(int argc, char **argv)
{
	if (descriptors_keep_standard() < 0)
		return EXIT_FAILED;
	signals_change(SIGCHLD, SIG_DFL); /* if inherited as ignored, waits would fail: ECHILD */
	signals_change(
		SIGXFSZ, SIG_IGN); /* a file-size limit is an error of write(2), not a death */
	argp_err_exit_status = EXIT_USAGE;
	output_begin();
	if (argc < 2)
		return help(stderr);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
		return output_end(help(stdout));
	if (strcmp(argv[1], "--version") == 0)
		return output_end(version());
	return output_end(dispatch(argc - 1, argv + 1));
}
