#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "base/executable.h"
#include "commands.h"
#include "parts/answer.h"
#include "parts/asked.h"
#include "parts/exporting.h"
#include "parts/format_option.h"
#include "parts/measure.h"
#include "plan/names.h"

enum {
	SHELL = ASKED_OTHERS,
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
	struct asked asked;
	struct exporting exporting;
	const char *format_name;
	const struct format *format;
	char modes[4096];
};

/* exporting_options adds to them. */
static struct argp_option options[48] = {
	{ "mode", OPTION_KEY(OPTION_MODE), "NAME,...", 0,
		"what watches it (seven that compare well)", 0 },
	{ "runs", OPTION_KEY(OPTION_BLOCKS), "N", 0, "N blocks: each mode once, the baseline twice",
		0 },
	{ "time", OPTION_KEY(OPTION_TIME), "SECONDS", 0, "then end, when there are min-runs (60)",
		0 },
	{ "precision", OPTION_KEY(OPTION_PRECISION), "PCT", 0, "end when every interval is +-PCT %",
		0 },
	{ "ops", OPTION_KEY(OPTION_OPS), "N", 0, "executions in a run (as many as fill 20 ms)", 0 },
	{ "filter", OPTION_KEY(OPTION_FILTER), "NAME=FILE", OPTION_HIDDEN, NULL, 0 },
	{ "kill-after", OPTION_KEY(OPTION_KILL_AFTER), "SECONDS", OPTION_HIDDEN, NULL, 0 },
	{ "shell", SHELL, "SHELL", OPTION_HIDDEN, NULL, 0 },
	{ "parameter-scan", SCAN, "VAR,MIN,MAX", OPTION_HIDDEN, NULL, 0 },
	{ "parameter-step-size", STEP, "STEP", OPTION_HIDDEN, NULL, 0 },
	{ "parameter-list", LIST, "VAR,VALUE,...", OPTION_HIDDEN, NULL, 0 },
	{ "wrap", OPTION_KEY(OPTION_WRAP), "NAME=COMMAND", OPTION_HIDDEN, NULL, 0 },
	{ "format", OPTION_FORMAT, "FORMAT", 0, "of the table (text), as for summary", 0 },
	ASKED_OPTIONS(0),
	{ 0 },
};

/* Returns where the value of an option of exec alone is kept; NULL if it is none of them. */
static const char **place_of(struct request *request, int key)
{
	if (key >= EXPORT && key < EXPORT + EXPORTS_MAX)
		return &request->exporting.paths[key - EXPORT];
	return key == OPTION_FORMAT ? &request->format_name
	       : key == SHELL	    ? &request->asked.variants.shell
	       : key == STEP	    ? &request->asked.variants.step
				    : NULL;
}

/* Takes an option of exec alone; returns false if it is none of them. */
static bool take(struct request *request, int key, const char *value)
{
	if (key == LIST)
		return variants_add_list(&request->asked.variants, value);
	if (key == SCAN)
		return variants_add_scan(&request->asked.variants, value);
	const char **place = place_of(request, key);
	if (place)
		*place = value;
	return place;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	return take(request, key, value) ? 0 : asked_parse(&request->asked, key, value, state);
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
	struct options *o = &request->asked.options;
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

static void set_defaults(struct asked *asked)
{
	if (!asked->options.value[OPTION_TIME])
		asked_default(asked, OPTION_MIN_BLOCKS, "6");
	if (!asked->options.value[OPTION_BLOCKS])
		asked_default(asked, OPTION_TIME, "60");
}

/* Turns the request into options of `run`. Returns 0, or -EINVAL with the complaint. */
static int define(struct request *request, struct complaint *complaint)
{
	int error = exporting_check(&request->exporting, complaint);
	if (!error)
		error = format_find(request->format_name, false, &request->format, complaint);
	if (!error)
		error = asked_define(&request->asked, "exec", complaint);
	choose_modes(request);
	set_defaults(&request->asked);
	return error;
}

static int tell(const struct loaded *loaded, const struct plan *plan, void *context)
{
	const struct request *request = context;
	if (!loaded->ok)
		return command_fail(
			EXIT_FAILED, "nothing was measured: column reason of runs.csv says why");
	struct sheet sheet = sheet_of_output(request->format, plan->wide);
	if (!plan->quiet)
		answer_say(loaded, request->asked.variants.parameters, &sheet);
	const struct exported exported = {
		.loaded = loaded,
		.named = request->asked.name,
		.ignore_failure = request->asked.options.value[OPTION_IGNORE_FAILURE],
		.parameters = request->asked.variants.parameters,
	};
	return exporting_write(&request->exporting, &exported);
}

static int run(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "-- COMMAND [ARGUMENT...]",
		.doc = "Measure how much longer a command takes when watched. The manual has more.",
	};
	struct request request = { .modes = "" };
	struct complaint complaint;
	exporting_options(options, EXPORT);
	char **words = parameters_join(&argc, argv);
	if (!words)
		return command_fail(EXIT_FAILED, "no memory for the options");
	if (names_parse(&argp, OPERANDS_LAST, 0, argc, words, &request, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	int error = define(&request, &complaint);
	const struct epilogue epilogue = {
		.tell = tell,
		.context = &request,
		.format = request.format,
	};
	int status = error ? command_fail(EXIT_USAGE, "%s", complaint.text)
			   : measure(&request.asked.options, &epilogue);
	variants_free(&request.asked.variants);
	return status;
}

const struct command command = {
	.name = "exec",
	.summary = "measure how much longer your command takes when it is watched",
	.order = 0,
	.run = run,
};
