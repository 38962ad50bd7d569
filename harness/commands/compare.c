#include <argp.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "commands.h"
#include "output.h"
#include "padded.h"
#include "plan/names.h"
#include "print.h"
#include "records/machine_record.h"
#include "report/charts/comparison.h"
#include "report/sections/comparison.h"
#include "report/text.h"

enum form { FORM_TABLE, FORM_CSV, FORM_MARKDOWN };

enum { OPTION_BASELINE = 256, OPTION_FAIL, OPTION_CSV, OPTION_MARKDOWN, OPTION_CHART };

struct request {
	const char *paths[COMPARED_MAX], *baselines[COMPARED_MAX];
	size_t n, n_baselines;
	const char *output, *chart, *percent;
	bool csv, markdown;
};

static const struct argp_option options[] = {
	{ "baseline", OPTION_BASELINE, "DIR", 0,
		"compare with this one (the first); again: its other boots", 0 },
	{ "fail-if-slower", OPTION_FAIL, "PCT", 0, "exit 1 if a slowdown grew by surely more", 0 },
	{ "csv", OPTION_CSV, NULL, 0, "write CSV instead of a table", 0 },
	{ "markdown", OPTION_MARKDOWN, NULL, 0, "write Markdown instead", 0 },
	{ "output", 'o', "FILE", 0, "write there (standard output)", 0 },
	{ "chart", OPTION_CHART, "FILE", 0, "draw FILE.svg or FILE.png as well", 0 },
	{ 0 },
};

static void keep(struct argp_state *state, const char **list, size_t *n, const char *path)
{
	if (*n == COMPARED_MAX)
		argp_error(state, "more than %d campaigns", COMPARED_MAX);
	list[(*n)++] = path;
}

static error_t parse(int key, char *value, struct argp_state *state)
{
	struct request *request = state->input;
	switch (key) {
	case OPTION_BASELINE:
		keep(state, request->baselines, &request->n_baselines, value);
		break;
	case OPTION_FAIL:
		request->percent = value;
		break;
	case OPTION_CSV:
		request->csv = true;
		break;
	case OPTION_MARKDOWN:
		request->markdown = true;
		break;
	case 'o':
		request->output = value;
		break;
	case OPTION_CHART:
		request->chart = value;
		break;
	case ARGP_KEY_ARG:
		keep(state, request->paths, &request->n, value);
		break;
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* "svg" or "png"; NULL for another name. */
static const char *format_of(const char *chart)
{
	const char *dot = strrchr(chart, '.');
	if (dot && (strcmp(dot, ".svg") == 0 || strcmp(dot, ".png") == 0))
		return dot + 1;
	return NULL;
}

static int check(const struct request *request, double *limit, struct complaint *complaint)
{
	double percent;
	if (request->n + request->n_baselines < 2)
		return complain(
			complaint, "name two campaigns or more: tracetax compare DIR DIR...");
	if (request->csv && request->markdown)
		return complain(complaint, "--csv and --markdown: give one of the two");
	if (request->chart && !format_of(request->chart))
		return complain(complaint,
			"--chart \"%.80s\": name a file that ends in .svg or .png", request->chart);
	if (!request->percent)
		return 0;
	int error = names_decimal(request->percent, "fail-if-slower", 0, 1000, &percent, complaint);
	*limit = 1 + percent / 100;
	return error;
}

static int load(const struct request *request, struct comparisons *all, struct complaint *complaint)
{
	int error = 0;
	for (size_t i = 0; i < request->n && !error; i++)
		error = comparisons_add(all, request->paths[i], false, complaint);
	for (size_t i = 0; i < request->n_baselines && !error; i++)
		error = comparisons_add(all, request->baselines[i], true, complaint);
	for (size_t i = 0; i < all->n && !error; i++)
		print_doubts(&all->campaigns[i].loaded);
	return error;
}

static void print_campaigns(const struct comparisons *all, FILE *out)
{
	for (size_t i = 0; i < all->n; i++) {
		char caption[160];
		machine_caption(all->campaigns[i].loaded.machine, caption, sizeof caption);
		fprintf(out, "%s: %s; %s\n", all->campaigns[i].label, caption,
			compared_flags(&all->campaigns[i]).s);
	}
}

static void print_differences(const struct comparison *comparison, FILE *out)
{
	struct difference list[DIFFERENCES_SHOWN];
	size_t n = differences_find(comparison->a.campaigns[0]->loaded.machine,
		comparison->b.campaigns[0]->loaded.machine, list, DIFFERENCES_SHOWN);
	if (n == 0)
		fputs("nothing differs in machine.json\n", out);
	for (size_t i = 0; i < n && i < DIFFERENCES_SHOWN; i++)
		fprintf(out, "differs: %s: %s | %s\n", list[i].key, list[i].a, list[i].b);
	if (n > DIFFERENCES_SHOWN)
		fprintf(out, "differs: and %zu more\n", n - DIFFERENCES_SHOWN);
}

static void print_ratio(FILE *out, double value, double lo, double hi)
{
	struct estimate ratio = { value, lo, hi };
	print_padded(out, isnan(value) ? "-" : text_ratio_interval(ratio).s, 21);
}

static void print_row(const struct comparison_row *row, FILE *out)
{
	bool compared = !isnan(row->slowdown_ratio);
	fprintf(out, "%-20s %-6s %-21s", text_cell(row->workload, row->size).s, row->placement,
		row->mode);
	print_padded(out, compared ? text_ratio(row->baseline_slowdown).s : "-", 8);
	print_padded(out, compared ? text_ratio(row->slowdown).s : "-", 8);
	print_ratio(out, row->slowdown_ratio, row->slowdown_ratio_lo, row->slowdown_ratio_hi);
	print_ratio(out, row->ns_ratio, row->ns_ratio_lo, row->ns_ratio_hi);
	fprintf(out, "  %s%s%s%s\n", row->verdict, strcmp(row->differs, "yes") == 0 ? " *" : "",
		strcmp(row->over_limit, "yes") == 0 ? ", over the limit" : "",
		strcmp(row->flags_differ, "yes") == 0 ? ", flags differ" : "");
}

static void print_off(const struct comparison *comparison, FILE *out)
{
	struct off_findings findings = comparison_off(comparison);
	fprintf(out, "%zu of %zu ratios of slowdowns lie off 1 with their whole interval",
		findings.off, findings.rows);
	if (findings.doubtful)
		fprintf(out,
			"; in %zu the shares of flagged runs differ: look for a disturbance first",
			findings.doubtful);
	fputc('\n', out);
}

static void print_comparison(const struct comparison *comparison, FILE *out)
{
	fprintf(out, "\n%s against %s: %s\n", comparison_side(&comparison->b).s,
		comparison_side(&comparison->a).s, comparison_basis(comparison).s);
	print_differences(comparison, out);
	fprintf(out, "%-20s %-6s %-21s  %-8s  %-8s  %-21s  %-21s  %s\n", "workload", "place",
		"mode", "baseline", "here", "ratio of slowdowns", "ratio of ns per call",
		"verdict");
	for (size_t i = 0; i < comparison->n; i++)
		print_row(&comparison->rows[i], out);
	print_off(comparison, out);
	if (comparison->alone)
		fprintf(out, "not compared, for want of the other: %zu of the cells and modes\n",
			comparison->alone);
}

static void print_limit(const struct comparisons *all, FILE *out)
{
	struct limit_findings findings = comparisons_over(all);
	if (!isnan(all->limit))
		fprintf(out,
			"--fail-if-slower: %zu of %zu ratios of slowdowns lie above %g with their "
			"whole interval; that is the test, with a verdict or without\n",
			findings.over, findings.judged, all->limit);
}

static void print_all(const struct comparisons *all, FILE *out)
{
	bool by_boots = false, single = false;
	print_campaigns(all, out);
	for (size_t i = 0; i < all->n_list; i++) {
		print_comparison(&all->list[i], out);
		by_boots |= all->list[i].by_boots;
		single |= !all->list[i].by_boots;
	}
	fprintf(out, "\nall %zu intervals hold together with 95 %%\n", all->intervals);
	if (by_boots)
		fputs("* differs; of all rows marked so, 5 % are wrong on average\n", out);
	if (single)
		fputs("single boot: what another boot, or another hour, would change is in no "
		      "interval\n",
			out);
	print_limit(all, out);
}

static int write_text(const struct request *request, const struct comparisons *all)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	int error = out ? 0 : -ENOMEM;
	if (!error && request->csv)
		error = comparisons_csv(all, out);
	else if (!error && request->markdown)
		comparisons_markdown(all, out);
	else if (!error)
		print_all(all, out);
	if (out && fclose(out) != 0 && !error)
		error = -ENOMEM;
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

/* What an automatic check asks: is a slowdown surely more than so much greater? Also of single
 * boots, which give no verdict. */
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
	struct estimate ratio = { worst->slowdown_ratio, worst->slowdown_ratio_lo,
		worst->slowdown_ratio_hi };
	return command_fail(EXIT_FAILED,
		"%zu of %zu slowdowns grew by more than %g %% with their whole interval, the most: "
		"%s %s %s of %s, %s",
		findings.over, findings.judged, percent, worst->workload, worst->placement,
		worst->mode, worst->campaign, text_ratio_interval(ratio).s);
}

static int compare(const struct request *request, struct comparisons *all)
{
	int error = comparisons_make(all);
	if (error)
		return command_fail(EXIT_FAILED, "the comparison: %s", strerror(-error));
	int status = check_common(all);
	int written = write_text(request, all);
	if (written == EXIT_DONE && request->chart)
		written = draw(request, all);
	int limited = check_limit(all);
	return status ? status : written ? written : limited;
}

int command_compare(int argc, char **argv)
{
	static const struct argp argp = {
		.options = options,
		.parser = parse,
		.args_doc = "DIR DIR...",
		.doc = "Compare campaigns, cell by cell and mode by mode, with the first of them.",
	};
	struct request request = { .n = 0 };
	struct comparisons all = { .limit = (double)NAN };
	struct complaint complaint;
	if (names_parse(&argp, OPERANDS_ANYWHERE, 0, argc, argv, &request, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	if (check(&request, &all.limit, &complaint) < 0)
		return command_fail(EXIT_USAGE, "%s", complaint.text);
	int error = load(&request, &all, &complaint);
	int status =
		error ? command_fail(EXIT_FAILED, "%s", complaint.text) : compare(&request, &all);
	comparisons_free(&all);
	return status;
}
