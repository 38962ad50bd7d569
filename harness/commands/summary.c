#include "commands.h"
#include "derive/tables.h"
#include "parts/exporting.h"
#include "parts/extremes.h"
#include "parts/operand.h"
#include "parts/print.h"
#include "parts/this_version.h"

static int print_tables(const struct operand *operand, const struct loaded *loaded)
{
	struct sheet sheet = sheet_of_output(operand->format, operand->wide);
	print_summary(loaded, &sheet);
	extremes_say(loaded, &sheet);
	return sheet.error ? command_fail(EXIT_FAILED, "no memory for the summary") : EXIT_DONE;
}

static int print(const struct operand *operand, const struct loaded *loaded)
{
	const struct exported exported = { .loaded = loaded };
	return operand->export ? exporting_print(operand->export, &exported)
			       : print_tables(operand, loaded);
}

static int summarise(const struct operand *operand, struct complaint *complaint)
{
	struct loaded loaded;
	const char *path = operand->given;
	int status = EXIT_DONE, error = load_campaign(path, &this_version, &loaded, complaint);
	if (!error) {
		print_doubts(&loaded);
		error = tables_write(&loaded, path, complaint);
		status = print(operand, &loaded); /* last, as the reader may leave */
	}
	if (error)
		status = command_fail(EXIT_FAILED, "%s", complaint->text);
	else if (status == EXIT_DONE)
		status = print_trust(&loaded);
	load_free(&loaded);
	return status;
}

static int run(int argc, char **argv)
{
	struct operand operand = {
		.doc = "Compute DIR/summary.csv from DIR/runs.csv again, and print it.",
		.name = "DIR",
		.what = "a campaign",
		.exports = true,
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
