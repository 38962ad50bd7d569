#include <argp.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "machine/checks.h"
#include "machine/machine.h"
#include "plan/names.h"

enum { WIDTH = 80, FINDING = 22, REMEDY = 8 };

static const char doc[] =
	"Says what of this machine will spoil the numbers, and what to do about each.\v"
	"ok: nothing to do.  note: a condition to name beside the numbers, or a feature less.  "
	"BAD: the numbers cannot be trusted, or some modes cannot run.\n\n"
	"It changes nothing on this machine.  As an ordinary user it sees what the runs of that "
	"user will meet.";

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	if (key != ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	argp_failure(state, EXIT_USAGE, 0, "takes no arguments (see --help)");
	return EINVAL;
}

/* Breaks the text at blanks so that it stays in the columns from `at`, where the cursor is. */
static void print_wrapped(const char *text, int at)
{
	int column = at;
	while (*text) {
		int n = (int)strcspn(text, " ");
		if (column > at && column + n >= WIDTH)
			column = printf("\n%*s", at, "") - 1;
		else if (column > at)
			column += printf(" ");
		column += printf("%.*s", n, text);
		text += n;
		text += strspn(text, " ");
	}
	putchar('\n');
}

static void print_finding(const char *name, const struct finding *finding)
{
	static const char *const words[] = { "ok", "note", "BAD" };
	printf("  %-4s  %-13s ", words[finding->state], name);
	print_wrapped(finding->text, FINDING);
	if (!*finding->remedy)
		return;
	printf("%*s-> ", REMEDY, "");
	print_wrapped(finding->remedy, REMEDY + 3);
}

int command_doctor(int argc, char **argv)
{
	static const struct argp argp = { .parser = parse, .doc = doc };
	int counts[CHECK_BAD + 1] = { 0 };
	struct complaint complaint;
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, NULL, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);

	json_t *machine = machine_describe(0);
	for (const struct check *check = checks; check->name; check++) {
		struct finding finding = { CHECK_GOOD, "", "" };
		check->look(machine, &finding);
		counts[finding.state]++;
		print_finding(check->name, &finding);
		fflush(stdout); /* some checks take their time */
	}
	json_decref(machine);
	printf("%d problem%s, %d note%s\n", counts[CHECK_BAD], counts[CHECK_BAD] == 1 ? "" : "s",
		counts[CHECK_NOTE], counts[CHECK_NOTE] == 1 ? "" : "s");
	return EXIT_DONE;
}
