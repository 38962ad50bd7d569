#include "commands.h"
#include "derive/tables.h"
#include "parts/extremes.h"
#include "parts/operand.h"
#include "parts/print.h"
#include "parts/this_version.h"

static int summarise(const struct operand *operand, struct complaint *complaint)
{
	struct loaded loaded;
	const char *path = operand->given;
	struct sheet sheet = sheet_of_output(operand->format, operand->wide);
	int error = load_campaign(path, &this_version, &loaded, complaint);
	if (!error) {
		print_doubts(&loaded);
		error = tables_write(&loaded, path, complaint);
		print_summary(&loaded, &sheet); /* last, as the reader may leave */
		extremes_say(&loaded, &sheet);
		if (sheet.error && !error)
			error = complain(complaint, "no memory for the summary");
	}
	int status =
		error ? command_fail(EXIT_FAILED, "%s", complaint->text) : print_trust(&loaded);
	load_free(&loaded);
	return status;
}

static int run(int argc, char **argv)
{
	struct operand operand = {
		.doc = "Compute DIR/summary.csv from DIR/runs.csv again, and print it.",
		.name = "DIR",
		.what = "a campaign",
	};
	struct complaint complaint;
	if (operand_read(&operand, argc, argv, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	return summarise(&operand, &complaint);
}

const struct command command = {
	.name = "summary",
	.summary = "the estimates of a campaign, from its runs",
	.order = 50,
	.run = run,
};
