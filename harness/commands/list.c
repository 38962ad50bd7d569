#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "commands.h"
#include "parts/ending.h"
#include "parts/listing.h"
#include "parts/operand.h"
#include "run/lock.h"

/* Tries each, alone on this machine: a campaign would be disturbed. */
static int try_here(const struct listing *listing, struct sheet *sheet)
{
	struct complaint complaint;
	int lock = lock_machine();
	if (lock == -EWOULDBLOCK)
		return command_fail(EXIT_FAILED,
			"another tracetax is measuring on this machine, and would be disturbed; wait for it");
	if (lock < 0)
		return command_fail(EXIT_FAILED, "the lock of this machine: %s", strerror(-lock));
	int interrupt = ending_hold();
	int failed = listing->try(sheet, interrupt, &complaint);
	int status = failed < 0 ? command_fail(EXIT_FAILED, "%s", complaint.text)
		     : failed	? EXIT_FAILED
				: EXIT_DONE;
	fflush(stdout); /* before it may die */
	return ending_like(interrupt, status);
}

static int print(const struct listing *listing, const struct operand *operand)
{
	struct sheet sheet = sheet_of_output(operand->format, operand->wide);
	if (operand->here && !listing->try)
		return command_fail(EXIT_USAGE,
			"list %s: only modes can be tried: tracetax list modes --here",
			listing->name);
	int status = EXIT_DONE;
	if (operand->here)
		status = try_here(listing, &sheet);
	else
		listing->print(&sheet);
	return sheet.error ? command_fail(EXIT_FAILED, "%s", strerror(-sheet.error)) : status;
}

/* Writes the names of all lists: "events|modes". */
static const char *list_names(char *names, size_t size)
{
	size_t n = 0;
	for (const struct listing *const *l = listings; *l && n < size; l++)
		n += (size_t)snprintf(names + n, size - n, "%s%s", n ? "|" : "", (*l)->name);
	return names;
}

static int print_list(const struct operand *operand)
{
	const char *name = operand->given;
	struct nearest nearest = nearest_to(name);
	struct complaint complaint;
	for (const struct listing *const *l = listings; *l; l++) {
		if (strcmp((*l)->name, name) == 0)
			return print(*l, operand);
		nearest_offer(&nearest, (*l)->name);
	}
	nearest_complain(&nearest, "list", "tracetax list --help", &complaint);
	return command_fail(EXIT_USAGE, "%s", complaint.text);
}

static int run(int argc, char **argv)
{
	char names[80];
	struct operand operand = {
		.doc = "What tracetax knows, and what of it this machine has.",
		.name = list_names(names, sizeof names),
		.what = "one",
		.outcomes = true,
		.tries = true,
	};
	struct complaint complaint;
	if (operand_read(&operand, argc, argv, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	return print_list(&operand);
}

const struct command command = {
	.name = "list",
	.summary = "modes, workloads, events, placements, plans or derived tables",
	.order = 40,
	.run = run,
};
