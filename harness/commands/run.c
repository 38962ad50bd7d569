#include "commands.h"
#include "measure.h"

int command_run(int argc, char **argv)
{
	struct options options;
	struct complaint complaint;
	if (options_parse(argc, argv, 0, &options, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	return measure(&options);
}
