#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <seccomp.h>

#include "commands.h"
#include "modes/fit.h"
#include "plan/mode_name.h"
#include "plan/names.h"
#include "run/program.h"
#include "run/signals.h"

enum { CALLS_NAMED_MAX = 64, KILL_AFTER = 0x100 };

struct request {
	const char *mode, *calls;
	bool count;
	double kill_after; /* seconds; 0: not asked for */
	struct complaint complaint; /* of the value of an option */
	char **argv;
};

static const struct argp_option options[] = {
	{ "mode", 'm', "NAME", 0, "what watches it (ptrace-syscall); see list modes", 0 },
	{ "trace", 't', "CALL,...", 0, "the calls that seccomp-trace-select asks for", 0 },
	{ "count", 'c', NULL, 0, "print the number of stops on standard error", 0 },
	{ "kill-after", KILL_AFTER, "SECONDS", 0,
		"after a signal to end, end the whole tree (a second signal does)", 0 },
	{ 0 },
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	switch (key) {
	case 'm':
		request->mode = value;
		break;
	case 't':
		request->calls = value;
		break;
	case 'c':
		request->count = true;
		break;
	case KILL_AFTER:
		names_decimal(value, "kill-after", 0.001, 1000000, &request->kill_after,
			&request->complaint);
		break;
	case ARGP_KEY_ARGS:
		request->argv = state->argv + state->next;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const struct mode *find_mode(const char *name, struct complaint *complaint)
{
	static const struct traits program = { .foreign = true };
	const struct mode *mode = mode_name_find(name, &program, complaint);
	char reason[128];
	if (!mode || fit_mode(mode, program, reason, sizeof reason))
		return mode;
	complain(complaint, "mode %s: %s", name, reason);
	return NULL;
}

/* Finds the numbers of comma-separated call names. Returns how many, or -EINVAL; cuts up
 * `names`. */
static int find_calls(char *names, int *calls, struct complaint *complaint)
{
	int n = 0;
	for (char *save, *name = strtok_r(names, ",", &save); name;
		name = strtok_r(NULL, ",", &save)) {
		int number = seccomp_syscall_resolve_name(name);
		if (number < 0)
			return complain(
				complaint, "unknown system call \"%.40s\": see syscalls(2)", name);
		if (n == CALLS_NAMED_MAX)
			return complain(complaint, "--trace: more than %d calls", CALLS_NAMED_MAX);
		calls[n++] = number;
	}
	return n;
}

static int tell(const struct request *request, const struct program_end *end)
{
	if (request->count)
		fprintf(stderr, "tracetax: %llu stops\n", (unsigned long long)end->stops);
	if (request->count && end->vanished)
		fprintf(stderr, "tracetax: %llu calls were ended by a signal instead\n",
			(unsigned long long)end->vanished);
	if (end->unwatched.n)
		command_warn(
			"%s ran unwatched (programs: %u)", end->unwatched.first, end->unwatched.n);
	if (end->unprivileged.n)
		command_warn("%s gave up its setuid or setgid bit (programs: %u)",
			end->unprivileged.first, end->unprivileged.n);
	if (end->left)
		command_warn(
			"%s, left in the background, was ended with the program (processes: %u)",
			end->left_name, end->left);
	return signals_end_like(end->status);
}

/* Checks that the mode and the calls that were asked for go together. Returns the exit status. */
static int check(const struct request *request, const struct mode *mode, int n)
{
	if (mode->selective && n == 0)
		return command_fail(EXIT_USAGE, "mode %s: name its calls with --trace", mode->name);
	if (!mode->selective && n > 0)
		return command_fail(
			EXIT_USAGE, "--trace: mode %s watches every call or none", mode->name);
	if (!request->argv)
		return command_fail(
			EXIT_USAGE, "name a program: tracetax trace [OPTIONS] -- PROGRAM");
	return EXIT_DONE;
}

static int run(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "-- PROGRAM [ARGUMENT...]",
		.doc = "Run a program under one mode, as a plain tracer: its output and exit status are its own.",
	};
	struct request request = { .mode = "ptrace-syscall" };
	struct complaint *complaint = &request.complaint;
	if (names_parse(&argp, OPERANDS_LAST, 0, argc, argv, &request, complaint) < 0 ||
		*complaint->text)
		return command_fail(EXIT_USAGE, "%s", complaint->text);
	const struct mode *mode = find_mode(request.mode, complaint);
	int calls[CALLS_NAMED_MAX];
	char *names = strdup(request.calls ? request.calls : "");
	int n = mode && names ? find_calls(names, calls, complaint) : -EINVAL;
	free(names);
	if (n < 0)
		return command_fail(EXIT_USAGE, "%s", complaint->text);
	int status = check(&request, mode, n);
	if (status != EXIT_DONE)
		return status;
	struct program_end end;
	if (program_watch(mode, calls, (unsigned)n, request.argv, request.kill_after, &end) < 0)
		return command_fail(EXIT_FAILED, "%s", end.reason);
	return tell(&request, &end);
}

const struct command command = {
	.name = "trace",
	.summary = "run one program under one mode, and nothing more",
	.order = 30,
	.run = run,
};
