#include <argp.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/nearest.h"
#include "commands/commands.h"
#include "commands/output.h"
#include "page/descriptors.h"
#include "run/signals.h"

static const struct command commands[] = {
	{ "run", "measure the cells of a plan", command_run },
	{ "trace", "run one program under one mode, and nothing more", command_trace },
	{ "list", "modes, workloads, events or placements", command_list },
	{ "summary", "the estimates of a campaign, from its runs", command_summary },
	{ "compare", "campaigns of other machines, kernels or times with a first",
		command_compare },
	{ "report", "Markdown and charts from campaigns", command_report },
	{ "doctor", "what of this machine will spoil the numbers", command_doctor },
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static int help(FILE *file)
{
	fprintf(file, "tracetax " TRACETAX_VERSION ": what does it cost to watch a system call?\n\n"
		      "usage: tracetax COMMAND [OPTIONS]\n\n");
	for (int i = 0; i < COMMANDS; i++)
		fprintf(file, "  %-8s  %s\n", commands[i].name, commands[i].summary);
	fprintf(file, "\nExit status: 0 done, 1 failed, 2 usage, 3 not to be trusted.\n");
	fprintf(file, "\ntracetax COMMAND --help tells its options. A first answer:\n"
		      "  tracetax run --placement same,cross,free\n");
	return file == stdout ? EXIT_DONE : EXIT_USAGE;
}

int main(int argc, char **argv)
{
	if (descriptors_keep_standard() < 0)
		return EXIT_FAILED;
	signals_change(
		SIGCHLD, SIG_DFL); /* inherited as ignored, it would turn waits into ECHILD */
	signals_change(
		SIGXFSZ, SIG_IGN); /* a file-size limit is an error of write(2), not a death */
	argp_err_exit_status = EXIT_USAGE;
	output_begin();
	if (argc < 2)
		return help(stderr);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
		return output_end(help(stdout));
	if (strcmp(argv[1], "--version") == 0) {
		puts("tracetax " TRACETAX_VERSION);
		return output_end(EXIT_DONE);
	}
	struct nearest nearest = nearest_to(argv[1]);
	for (int i = 0; i < COMMANDS; i++) {
		if (strcmp(argv[1], commands[i].name) == 0) {
			char name[32];
			snprintf(name, sizeof name, "tracetax %s", commands[i].name);
			argv[1] = name;
			return output_end(commands[i].run(argc - 1, argv + 1));
		}
		nearest_offer(&nearest, commands[i].name);
	}
	struct complaint complaint;
	nearest_complain(&nearest, "command", "tracetax --help", &complaint);
	return command_fail(EXIT_USAGE, "%s", complaint.text);
}
