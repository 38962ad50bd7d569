#include <argp.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/executable.h"
#include "commands.h"
#include "parts/answer.h"
#include "parts/exporting.h"
#include "parts/measure.h"
#include "parts/variants.h"
#include "plan/command.h"
#include "plan/names.h"

/* Keys of our own, beyond those of `run`. */
enum {
	NAME = 'n',
	DIRECTORY = 'o',
	SHELL = 0x200,
	SCAN,
	STEP,
	LIST,
	EXPORT /* the first of EXPORTS_MAX */
};

static const char STRACE[] = "strace=strace -f -o /dev/null";
static const char MODES[] =
	"untraced,seccomp-allow,seccomp-trace,user-notif-continue,sud-trap,ptrace-syscall";

/* The options; OPTION_MODE may be made up. */
struct request {
	struct options options;
	struct variants variants;
	struct exporting exporting;
	const char *name; /* NULL: after its program */
	char **words;
	char made_name[WORKLOAD_NAME_SIZE], modes[4096];
};

/* exporting_options adds to them. */
static struct argp_option options[48] = {
	{ "mode", OPTION_KEY(OPTION_MODE), "NAME,...", 0,
		"what watches it (seven that compare well)", 0 },
	{ "placement", OPTION_KEY(OPTION_PLACEMENT), "NAME,...", 0,
		"where (free); see list placements", 0 },
	{ "runs", OPTION_KEY(OPTION_BLOCKS), "N", 0, "N blocks: each mode once, the baseline twice",
		0 },
	{ "time", OPTION_KEY(OPTION_TIME), "SECONDS", 0, "then end, when there are min-runs (60)",
		0 },
	{ "precision", OPTION_KEY(OPTION_PRECISION), "PCT", 0, "end when every interval is +-PCT %",
		0 },
	{ "timeout", OPTION_KEY(OPTION_TIMEOUT), "SECONDS", 0, "end a run that takes longer (600)",
		0 },
	{ "ops", OPTION_KEY(OPTION_OPS), "N", 0, "executions in a run (as many as fill 20 ms)", 0 },
	{ "output", OPTION_KEY(OPTION_STDOUT), "WHERE", 0,
		"null (default), pipe, inherit or a FILE", 0 },
	OPTIONS_OF_COMMANDS(0),
	{ "filter", OPTION_KEY(OPTION_FILTER), "NAME=FILE", OPTION_HIDDEN, NULL, 0 },
	{ "shell", SHELL, "SHELL", OPTION_HIDDEN, NULL, 0 },
	{ "parameter-scan", SCAN, "VAR,MIN,MAX", OPTION_HIDDEN, NULL, 0 },
	{ "parameter-step-size", STEP, "STEP", OPTION_HIDDEN, NULL, 0 },
	{ "parameter-list", LIST, "VAR,VALUE,...", OPTION_HIDDEN, NULL, 0 },
	{ "command-name", NAME, "NAME", 0, "its name in the tables (its program's)", 0 },
	{ "wrap", OPTION_KEY(OPTION_WRAP), "NAME=COMMAND", 0, "mode wrap:NAME, as for run", 0 },
	{ "directory", DIRECTORY, "DIR", 0, "the campaign's new directory (tracetax-TIME)", 0 },
	{ "quiet", OPTION_KEY(OPTION_QUIET), NULL, 0, "no progress line and no table", 0 },
	{ 0 },
};

/* Takes an option that `run` has not; returns false if it is none of them. */
static bool take(struct request *request, int key, const char *value)
{
	const char **texts[] = {
		[SHELL - SHELL] = &request->variants.shell,
		[STEP - SHELL] = &request->variants.step,
	};
	if (key == LIST)
		return variants_add_list(&request->variants, value);
	if (key == SCAN)
		return variants_add_scan(&request->variants, value);
	if (key < SHELL || key >= EXPORT + EXPORTS_MAX)
		return false;
	*(key < EXPORT ? texts[key - SHELL] : &request->exporting.paths[key - EXPORT]) = value;
	return true;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	struct options *o = &request->options;
	if (key == NAME)
		request->name = value;
	else if (key == DIRECTORY)
		o->value[OPTION_OUTPUT] = value;
	else if (key == ARGP_KEY_ARGS)
		request->words = state->argv + state->next;
	else if (!take(request, key, value) && !options_take(o, key, value))
		return ARGP_ERR_UNKNOWN;
	return 0;
}

/* Makes a name of a program's: "/usr/bin/Python3.11" is "python3-11". */
static void make_name(const char *program, char *name, size_t size)
{
	const char *slash = strrchr(program, '/');
	size_t n = 0;
	for (const char *c = slash && slash[1] ? slash + 1 : program; *c && n < size - 1; c++)
		name[n++] = isalnum((unsigned char)*c) ? (char)tolower((unsigned char)*c) : '-';
	name[n] = '\0';
}

static bool defines_strace(const struct options *o)
{
	size_t n = strcspn(STRACE, "=") + 1;
	for (size_t i = 0; i < o->n_wraps; i++)
		if (strncmp(o->wraps[i], STRACE, n) == 0)
			return true;
	return false;
}

/* Appends the names that options bring, "NAME=...", to the modes. */
static void name_modes(
	struct request *request, const char *kind, const char *const *brought, size_t n_brought)
{
	size_t n = strlen(request->modes), size = sizeof request->modes;
	for (size_t i = 0; i < n_brought && n < size; i++)
		n += (size_t)snprintf(request->modes + n, size - n, ",%s:%.*s", kind,
			(int)strcspn(brought[i], "="), brought[i]);
}

/* Adds strace, if it is installed, and names the modes: those that were asked for, or ours and all
 * that are brought. */
static void choose_modes(struct request *request)
{
	struct options *o = &request->options;
	struct executable strace;
	struct complaint complaint;
	if (!defines_strace(o) && o->n_wraps < WRAPS_MAX &&
		executable_find("strace", &strace, &complaint) == 0)
		o->wraps[o->n_wraps++] = STRACE;
	strcpy(request->modes, MODES);
	name_modes(request, "wrap", o->wraps, o->n_wraps);
	name_modes(request, "filter", o->filters, o->n_filters);
	if (!o->value[OPTION_MODE])
		o->value[OPTION_MODE] = request->modes;
}

static void set_default(struct options *o, enum run_option option, const char *value)
{
	if (!o->value[option])
		o->value[option] = value;
}

static void set_defaults(struct options *o)
{
	if (!o->value[OPTION_TIME])
		set_default(o, OPTION_MIN_BLOCKS, "6");
	if (!o->value[OPTION_BLOCKS])
		set_default(o, OPTION_TIME, "60");
	set_default(o, OPTION_PLACEMENT, "free");
	set_default(o, OPTION_TIMEOUT, "600");
}

/* Turns the request into options of `run`. Returns 0, or -EINVAL with the complaint. */
static int define(struct request *request, struct complaint *complaint)
{
	const char *runs = request->options.value[OPTION_BLOCKS];
	uint64_t blocks;
	int error = runs ? names_number(runs, "runs", false, 1, 1000000, &blocks, complaint) : 0;
	if (!error)
		error = exporting_check(&request->exporting, complaint);
	if (error)
		return error;
	make_name(request->words[0], request->made_name, sizeof request->made_name - 8);
	const char *name = request->name ? request->name : request->made_name;
	error = variants_define(&request->variants, name, request->words, complaint);
	request->options.value[OPTION_WORKLOAD] = request->variants.workloads;
	choose_modes(request);
	set_defaults(&request->options);
	return error;
}

static int tell(const struct loaded *loaded, const struct plan *plan, void *context)
{
	const struct request *request = context;
	if (!loaded->ok)
		return command_fail(
			EXIT_FAILED, "nothing was measured: column reason of runs.csv says why");
	struct sheet sheet = { stdout, &format_text, 0 };
	if (!plan->quiet)
		answer_say(loaded, &sheet);
	const struct exported exported = {
		.loaded = loaded,
		.named = request->name,
		.ignore_failure = request->options.value[OPTION_IGNORE_FAILURE],
		.parameters = request->variants.parameters,
	};
	return exporting_write(&request->exporting, &exported);
}

static int run(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "-- COMMAND [ARGUMENT...]",
		.doc = "Measure how much longer a command takes when it is watched. The manual page also has --shell, --parameter-list, --export-json and others.",
	};
	struct request request = { .name = NULL };
	struct complaint complaint;
	exporting_options(options, EXPORT);
	char **words = parameters_join(&argc, argv);
	if (!words)
		return command_fail(EXIT_FAILED, "no memory for the options");
	if (names_parse(&argp, OPERANDS_LAST, 0, argc, words, &request, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	if (!request.words)
		return command_fail(
			EXIT_USAGE, "name a command: tracetax exec [OPTIONS] -- COMMAND");
	if (define(&request, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	const struct epilogue epilogue = { tell, &request };
	int status = measure(&request.options, &epilogue);
	json_decref(request.variants.parameters);
	return status;
}

const struct command command = {
	.name = "exec",
	.summary = "measure how much longer your command takes when it is watched",
	.order = 0,
	.run = run,
};
