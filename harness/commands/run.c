#include "commands.h"
#include "parts/measure.h"

static int run(int argc, char **argv)
{
	struct options options;
	struct complaint complaint;
	if (options_parse(argc, argv, 0, &options, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	return measure(&options, NULL);
}

const struct command command = {
	.name = "run",
	.summary = "measure the cells of a plan",
	.order = 20,
	.run = run,
};
