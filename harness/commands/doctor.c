#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "machine/checks.h"
#include "machine/machine.h"
#include "parts/operand.h"
#include "report/grid/sheet.h"

enum { FINDING = 22, REMEDY = 8, LEAST = 60 };

static const char doc[] =
	"Says what of this machine will spoil the numbers, and what to do about each.\v"
	"ok: nothing to do.  note: a condition to name beside the numbers, or a feature less.  "
	"BAD: the numbers cannot be trusted, or some modes cannot run.\n\n"
	"It changes nothing on this machine.  "
	"As an ordinary user it sees what the runs of that user will meet.";

static const char *const states[] = { OUTCOME_GOOD, OUTCOME_NOTE, OUTCOME_BAD };
static const enum mood moods[] = { MOOD_GOOD, MOOD_DOUBTFUL, MOOD_BAD };

static const struct grid_column columns[] = {
	{ .key = "state", .heading = "state", .kind = GRID_OUTCOME },
	{ .key = "check", .heading = "check" },
	{ .key = "finding", .heading = "finding", .kind = GRID_WHY },
	{ .key = "remedy", .heading = "remedy", .kind = GRID_WHY },
};

/* Prints text from column `at`, where the cursor is, and breaks it at blanks to stay right of
 * it. */
static void print_wrapped(const char *text, int at, size_t line)
{
	int column = at;
	while (*text) {
		int n = (int)strcspn(text, " ");
		if (column > at && line && (size_t)(column + n) >= (line < LEAST ? LEAST : line))
			column = printf("\n%*s", at, "") - 1;
		else if (column > at)
			column += printf(" ");
		column += printf("%.*s", n, text);
		text += n;
		text += strspn(text, " ");
	}
	putchar('\n');
}

/* Prints one finding as soon as it is known, as some checks take long. */
static void print_finding(
	const char *name, const struct finding *finding, const struct sheet *sheet)
{
	enum mood mood = sheet->coloured ? moods[finding->state] : MOOD_PLAIN;
	size_t line = sheet->line;
	printf("  %s%-4s%s  %-13s ", mood_begin(mood), states[finding->state], mood_end(mood),
		name);
	print_wrapped(finding->text, FINDING, line);
	if (*finding->remedy) {
		printf("%*s-> ", REMEDY, "");
		print_wrapped(finding->remedy, REMEDY + 3, line);
	}
	fflush(stdout);
}

static void add_finding(struct grid *grid, const char *name, const struct finding *finding)
{
	grid_row(grid, value_text(states[finding->state]), value_text(name),
		value_text(finding->text), value_text(finding->remedy));
}

static int examine(const struct operand *operand)
{
	int counts[CHECK_BAD + 1] = { 0 };
	struct grid grid = GRID(columns);
	const struct format *format = operand->format;
	struct sheet sheet = sheet_of_output(format, operand->wide);
	json_t *machine = machine_describe(0);
	for (const struct check *check = checks; check->name; check++) {
		struct finding finding = { CHECK_GOOD, "", "" };
		check->look(machine, &finding);
		counts[finding.state]++;
		if (format == &format_text)
			print_finding(check->name, &finding, &sheet);
		else
			add_finding(&grid, check->name, &finding);
	}
	json_decref(machine);
	if (format != &format_text)
		sheet_grid(&sheet, &grid);
	sheet_say(&sheet, "which modes work here: tracetax list modes --here");
	sheet_say(&sheet, "%d problem%s, %d note%s", counts[CHECK_BAD],
		counts[CHECK_BAD] == 1 ? "" : "s", counts[CHECK_NOTE],
		counts[CHECK_NOTE] == 1 ? "" : "s");
	return sheet.error ? command_fail(EXIT_FAILED, "%s", strerror(-sheet.error)) : EXIT_DONE;
}

static int run(int argc, char **argv)
{
	struct operand none = { .doc = doc, .outcomes = true };
	struct complaint complaint;
	if (operand_read(&none, argc, argv, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	return examine(&none);
}

const struct command command = {
	.name = "doctor",
	.summary = "what of this machine will spoil the numbers",
	.order = 80,
	.run = run,
};
