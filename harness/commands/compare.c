#include <argp.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "parts/comparison.h"
#include "parts/format_option.h"
#include "parts/output.h"
#include "parts/print.h"
#include "parts/this_version.h"
#include "plan/names.h"
#include "report/charts/comparison.h"
#include "report/text.h"

enum { OPTION_BASELINE = 256, OPTION_FAIL, OPTION_CHART, OPTION_BY, OPTION_LABEL, OPTION_ALL };

struct request {
	const char **paths, **baselines, **labels; /* each has room for all arguments */
	size_t n, n_baselines, n_labels;
	size_t lost; /* of the n, those that cannot be read */
	const char *output, *chart, *percent, *format_name, *by;
	bool every;
	const struct format *format;
	bool wide;
};

static const struct argp_option options[] = {
	{ "baseline", OPTION_BASELINE, "DIR", 0,
		"compare with this one (the first); again: its other boots", 0 },
	{ "fail-if-slower", OPTION_FAIL, "PCT", 0, "exit 1 if a slowdown certainly grew by more",
		0 },
	{ "by", OPTION_BY, "KEY", 0,
		"group and name them by this key of machine.json, such as kernel.release", 0 },
	{ "label", OPTION_LABEL, "DIR=NAME", 0, "call this campaign NAME", 0 },
	{ "all", OPTION_ALL, 0, 0, "show the rows that do not differ as well", 0 },
	FORMAT_OPTION,
	{ "output", 'o', "FILE", 0, "write there (standard output)", 0 },
	{ "chart", OPTION_CHART, "FILE", 0, "draw FILE.svg or FILE.png as well", 0 },
	{ 0 },
};

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	switch (key) {
	case OPTION_BASELINE:
		request->baselines[request->n_baselines++] = value;
		break;
	case OPTION_FAIL:
		request->percent = value;
		break;
	case OPTION_FORMAT:
		request->format_name = value;
		break;
	case OPTION_BY:
		request->by = value;
		break;
	case OPTION_LABEL:
		request->labels[request->n_labels++] = value;
		break;
	case OPTION_ALL:
		request->every = true;
		break;
	case KEY_WIDE:
		request->wide = true;
		break;
	case 'o':
		request->output = value;
		break;
	case OPTION_CHART:
		request->chart = value;
		break;
	case ARGP_KEY_ARG:
		request->paths[request->n++] = value;
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* Returns "svg" or "png"; NULL for another name. */
static const char *format_of(const char *chart)
{
	const char *dot = strrchr(chart, '.');
	if (dot && (strcmp(dot, ".svg") == 0 || strcmp(dot, ".png") == 0))
		return dot + 1;
	return NULL;
}

static int check(struct request *request, double *limit, struct complaint *complaint)
{
	double percent;
	if (request->n + request->n_baselines < 2)
		return complain(
			complaint, "name two campaigns or more: tracetax compare DIR DIR...");
	if (request->chart && !format_of(request->chart))
		return complain(complaint,
			"--chart \"%.80s\": name a file that ends in .svg or .png", request->chart);
	int error = format_find(request->format_name, false, &request->format, complaint);
	if (error || !request->percent)
		return error;
	error = names_decimal(request->percent, "fail-if-slower", 0, 1000, &percent, complaint);
	*limit = 1 + percent / 100;
	return error;
}

/* Tells whether a label is that of a campaign which was named, if it could be read or not. */
static bool is_of_named(const struct request *request, const char *label)
{
	for (size_t i = 0; i < request->n; i++) {
		size_t n = strlen(request->paths[i]);
		if (strncmp(label, request->paths[i], n) == 0 && label[n] == '=' && label[n + 1])
			return true;
	}
	return false;
}

/* Names a campaign as DIR=NAME says. A directory may have '=' in its own name, so each is tried. */
static int put_label(const struct request *request, struct comparisons *all, const char *label,
	struct complaint *complaint)
{
	char path[PATH_MAX];
	for (const char *at = strchr(label, '='); at; at = strchr(at + 1, '=')) {
		snprintf(path, sizeof path, "%.*s", (int)(at - label), label);
		if (at[1] && comparisons_label(all, path, at + 1))
			return 0;
	}
	if (request->lost && is_of_named(request, label))
		return 0;
	return complain(complaint,
		"--label \"%.80s\": expected DIR=NAME, with the directory of one of the campaigns",
		label);
}

/* Takes what can be judged only when the campaigns are known. */
static int name(const struct request *request, struct comparisons *all, struct complaint *complaint)
{
	int error = 0;
	all->by = request->by;
	if (all->by && !comparisons_has_key(all))
		return complain(complaint,
			"--by \"%.80s\": no machine.json of these campaigns has this key", all->by);
	for (size_t i = 0; i < request->n_labels && !error; i++)
		error = put_label(request, all, request->labels[i], complaint);
	return error;
}

/* Adds a campaign that was named. One of many that cannot be read is left out, with a warning;
 * without the baseline, or with one campaign alone, there is nothing to compare. */
static int add(
	struct request *request, size_t i, struct comparisons *all, struct complaint *complaint)
{
	int error = comparisons_add(all, request->paths[i], false, complaint);
	bool needed = request->n + request->n_baselines == 2 || (i == 0 && !request->n_baselines);
	if (!error || error == -ENOMEM || needed)
		return error;
	command_warn("%s: it is left out", complaint->text);
	request->lost++;
	return 0;
}

static int load(struct request *request, struct comparisons *all, struct complaint *complaint)
{
	int error = 0;
	for (size_t i = 0; i < request->n && !error; i++)
		error = add(request, i, all, complaint);
	for (size_t i = 0; i < request->n_baselines && !error; i++)
		error = comparisons_add(all, request->baselines[i], true, complaint);
	for (size_t i = 0; i < all->n && !error; i++)
		print_doubts(&all->campaigns[i].loaded);
	if (!error && request->lost && all->n < 2)
		error = complain(
			complaint, "fewer than two campaigns can be read: nothing is compared");
	return error;
}

static int write(const struct request *request, const struct comparisons *all)
{
	char *text = NULL;
	size_t n = 0;
	struct sheet sheet = sheet_of_output(request->format, request->wide);
	sheet.out = open_memstream(&text, &n);
	sheet.coloured &= !request->output;
	if (!sheet.out)
		return command_fail(EXIT_FAILED, "no memory for the comparison");
	comparison_print(all, request->every, &sheet);
	int error = fclose(sheet.out) != 0 ? -ENOMEM : sheet.error;
	int status = error ? command_fail(EXIT_FAILED, "the comparison: %s", strerror(-error))
			   : output_write(request->output, text, n);
	free(text);
	return status;
}

static int draw(const struct request *request, const struct comparisons *all)
{
	struct complaint complaint;
	struct picture picture;
	int error = comparisons_chart(all, format_of(request->chart), &picture, &complaint);
	if (error)
		return command_fail(EXIT_FAILED, "%s", complaint.text);
	int status = output_write(request->chart, picture.bytes, picture.n);
	free(picture.bytes);
	return status;
}

static int check_common(const struct comparisons *all)
{
	int status = EXIT_DONE;
	for (size_t i = 0; i < all->n_list; i++)
		if (all->list[i].n == 0)
			status = command_fail(EXIT_FAILED,
				"%s and %s have no cell and mode in common that was measured",
				all->list[i].a.campaigns[0]->label,
				all->list[i].b.campaigns[0]->label);
	return status;
}

/* Checks for automation whether a slowdown grew with certainty by more than the limit. It judges
 * single boots too, which have no verdict. */
static int check_limit(const struct comparisons *all)
{
	struct limit_findings findings = comparisons_over(all);
	double percent = 100 * (all->limit - 1);
	if (isnan(all->limit))
		return EXIT_DONE;
	if (findings.judged == 0)
		return command_fail(EXIT_FAILED,
			"--fail-if-slower: no ratio has an interval: measure more blocks");
	if (!findings.worst)
		return EXIT_DONE;
	const struct comparison_row *worst = findings.worst;
	return command_fail(EXIT_FAILED,
		"%zu of %zu slowdowns grew by more than %g %% with their whole interval, the most: %s %s %s of %s, %s",
		findings.over, findings.judged, percent, worst->workload, worst->placement,
		worst->mode, worst->campaign, text_ratio_interval(worst->slowdown_ratio).s);
}

static int compare(const struct request *request, struct comparisons *all)
{
	int error = comparisons_make(all);
	if (error)
		return command_fail(EXIT_FAILED, "the comparison: %s", strerror(-error));
	int status = check_common(all);
	int written = write(request, all);
	if (written == EXIT_DONE && request->chart)
		written = draw(request, all);
	int limited = check_limit(all);
	return status ? status : written ? written : limited;
}

static int read_and_compare(struct request *request, struct comparisons *all)
{
	struct complaint complaint;
	if (load(request, all, &complaint) < 0)
		return command_fail(EXIT_FAILED, "%s", complaint.text);
	if (name(request, all, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	int status = compare(request, all);
	return status == EXIT_DONE && request->lost ? EXIT_FAILED : status;
}

static int ask(int argc, char **argv, struct request *request)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "DIR DIR...",
		.doc = "Compare campaigns, cell by cell and mode by mode, with the first of them.",
		.help_filter = format_option_help,
	};
	struct comparisons all = { .version = &this_version, .limit = (double)NAN };
	struct complaint complaint;
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, request, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	if (check(request, &all.limit, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	int status = read_and_compare(request, &all);
	comparisons_free(&all);
	return status;
}

static int run(int argc, char **argv)
{
	size_t n = (size_t)argc;
	const char **room = calloc(3 * n + 1, sizeof *room);
	if (!room)
		return command_fail(EXIT_FAILED, "no memory for the arguments");
	struct request request = { .paths = room, .baselines = room + n, .labels = room + 2 * n };
	int status = ask(argc, argv, &request);
	free(room);
	return status;
}

const struct command command = {
	.name = "compare",
	.summary = "campaigns of other machines, kernels or times with a first",
	.order = 60,
	.run = run,
};
