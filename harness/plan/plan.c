#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/comma_list.h"
#include "base/resources.h"
#include "base/utf8.h"
#include "base/words.h"
#include "command.h"
#include "filter.h"
#include "line.h"
#include "names.h"
#include "plan.h"
#include "wrap.h"

enum { WORDS_MAX = 64 }; /* in a line */
static const uint64_t SECOND_NS = 1000000000, MILLISECOND_NS = 1000000;

static const struct plan_names *known;

/* Checks one place for options that exclude each other; between two places, options_over
 * decides. */
static int check_exclusion(const struct options *place, struct complaint *complaint)
{
	if (!place->value[OPTION_BLOCKS] || !place->value[OPTION_PRECISION])
		return 0;
	return complain(complaint,
		"--blocks fixes the number of blocks, --precision lets the width decide: give one of them");
}

static struct cell *cell_for(
	struct plan *plan, const struct workload *workload, uint64_t size, const char *placement)
{
	for (size_t i = 0; i < plan->n_cells; i++) {
		struct cell *cell = &plan->cells[i];
		if (cell->workload == workload && cell->size == size &&
			cell->placement == placement)
			return cell;
	}
	if (plan->n_cells == CELLS_MAX)
		return NULL;
	struct cell *cells = realloc(plan->cells, (plan->n_cells + 1) * sizeof *cells);
	if (!cells)
		return NULL;
	plan->cells = cells;
	struct cell *cell = &cells[plan->n_cells++];
	*cell = (struct cell){ .workload = workload, .size = size, .placement = placement };
	return cell;
}

static void add_mode(struct cell *cell, const struct mode *mode)
{
	for (size_t i = 0; i < cell->n_modes; i++)
		if (cell->modes[i] == mode)
			return;
	if (!mode->baseline && cell->n_modes < CELL_MODES_MAX)
		cell->modes[cell->n_modes++] = mode;
}

struct kept {
	struct kept *next;
	char text[];
};

/* Returns a copy that stays as long as the plan: the lines of its files do not. NULL: there is
 * none, or no memory. */
static const char *keep(struct plan *plan, const char *text)
{
	struct kept *kept = text ? malloc(sizeof *kept + strlen(text) + 1) : NULL;
	if (!kept)
		return NULL;
	kept->next = plan->kept;
	plan->kept = kept;
	return strcpy(kept->text, text);
}

static struct setting setting_of(struct plan *plan, const struct options *options)
{
	const char *const *v = options->value;
	return (struct setting){
		.input = keep(plan, v[OPTION_INPUT]),
		.output = keep(plan, v[OPTION_STDOUT]),
		.prepare = keep(plan, v[OPTION_PREPARE]),
		.conclude = keep(plan, v[OPTION_CONCLUDE]),
		.ignore_failure = v[OPTION_IGNORE_FAILURE],
		.may_break = v[OPTION_MAY_BREAK],
	};
}

static int check_input(const char *path, struct complaint *complaint)
{
	if (!path || access(path, R_OK) == 0)
		return 0;
	return complain(complaint, "--input %.200s: %s", path, strerror(errno));
}

static int add_cell(struct plan *plan, const struct line *line, const struct workload *workload,
	uint64_t size, const char *placement, struct complaint *complaint)
{
	struct cell *cell = cell_for(plan, workload, size, placement);
	if (!cell)
		return complain(complaint, "expected at most %d cells, found more", CELLS_MAX);
	cell->baseline = mode_baseline(workload->memory);
	cell->ops = line->ops;
	cell->blocks = line->blocks;
	cell->warm_ups = line->warm_ups;
	cell->window_ns = (uint64_t)(line->window_ms * (double)MILLISECOND_NS);
	cell->setting = line->setting;
	for (size_t i = 0; i < line->n_modes; i++)
		if (line_suits(line->modes[i], workload))
			add_mode(cell, line->modes[i]);
	return 0;
}

static int add_line(struct plan *plan, const struct options *options, struct complaint *complaint)
{
	struct line line;
	int error = line_parse(options, known->placements, &line, complaint);
	if (!error)
		error = check_input(options->value[OPTION_INPUT], complaint);
	line.setting = setting_of(plan, options);
	for (size_t w = 0; w < line.n_workloads && !error; w++) {
		const struct workload *workload = line.workloads[w];
		bool given = workload->size_max && line.n_sizes;
		for (size_t s = 0; s < (given ? line.n_sizes : 1) && !error; s++)
			for (size_t p = 0; p < line.n_placements && !error; p++)
				error = add_cell(plan, &line, workload,
					given ? line.sizes[s] : workload->size, line.placements[p],
					complaint);
	}
	return error;
}

static bool has_event(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->n_events; i++)
		if (strcmp(plan->events[i], name) == 0)
			return true;
	return false;
}

static int add_event(struct plan *plan, const char *name, struct complaint *complaint)
{
	if (has_event(plan, name))
		return 0;
	if (plan->n_events == EVENTS_MAX)
		return complain(
			complaint, "--event: expected at most %d events, found more", EVENTS_MAX);
	if (strlen(name) > 63)
		return complain(complaint,
			"--event: expected a name of at most 63 bytes, found \"%.80s\"", name);
	const char *kept = keep(plan, name);
	if (!kept)
		return complain(complaint, "--event: %s", strerror(ENOMEM));
	plan->events[plan->n_events++] = kept;
	return known->add_event ? known->add_event(kept, known->context, complaint) : 0;
}

static int add_events(struct plan *plan, const char *text, struct complaint *complaint)
{
	struct comma_list list = comma_list_of(text);
	int error = 0;
	for (char *name = NULL; !error && (name = comma_list_next(&list, name));)
		error = add_event(plan, name, complaint);
	comma_list_free(&list);
	return error;
}

static int take_blocks(
	struct plan *plan, const struct options *options, struct complaint *complaint)
{
	const char *const *v = options->value;
	int error = 0;
	if (v[OPTION_MIN_BLOCKS])
		error = names_number(v[OPTION_MIN_BLOCKS], "min-runs", false, 1, 1000000,
			&plan->min_blocks, complaint);
	if (!error && v[OPTION_MAX_BLOCKS])
		error = names_number(v[OPTION_MAX_BLOCKS], "max-runs", false, 1, 1000000,
			&plan->max_blocks, complaint);
	if (!error && plan->max_blocks && plan->max_blocks < plan->min_blocks)
		error = complain(complaint, "--max-runs: expected at least --min-runs, found less");
	return error;
}

/* Adds a command, unless there is none or it is known. */
static int add_chore(struct plan *plan, struct chores *chores, const char *option,
	const char *command, struct complaint *complaint)
{
	size_t i = 0;
	while (command && i < chores->n && strcmp(chores->all[i], command) != 0)
		i++;
	if (!command || i < chores->n)
		return 0;
	if (chores->n == CHORES_MAX)
		return complain(complaint, "--%s: expected at most %d commands, found more", option,
			CHORES_MAX);
	chores->all[chores->n++] = keep(plan, command);
	return 0;
}

/* Takes the options of the campaign, wherever they are given; the last one counts, except
 * of those that are done one after the other. */
static int take_campaign(
	struct plan *plan, const struct options *options, struct complaint *complaint)
{
	const char *const *v = options->value;
	double seconds = 0, percent = 0;
	int error = 0;
	if (v[OPTION_TIMEOUT]) {
		error = names_decimal(
			v[OPTION_TIMEOUT], "timeout", 0.1, 86400, &seconds, complaint);
		plan->timeout_ns = (uint64_t)(seconds * (double)SECOND_NS);
	}
	if (!error && v[OPTION_KILL_AFTER]) {
		error = names_decimal(
			v[OPTION_KILL_AFTER], "kill-after", 0.001, 1000000, &seconds, complaint);
		plan->kill_after_ns = (uint64_t)(seconds * (double)SECOND_NS);
	}
	if (!error && v[OPTION_PRECISION]) {
		error = names_decimal(
			v[OPTION_PRECISION], "precision", 0.1, 100, &percent, complaint);
		plan->precision = percent / 100;
	}
	if (!error && v[OPTION_TIME]) {
		error = names_decimal(v[OPTION_TIME], "time", 0.1, 1000000, &seconds, complaint);
		plan->time_ns = (uint64_t)(seconds * (double)SECOND_NS);
	}
	if (!error && v[OPTION_SEED]) {
		plan->seeded = true;
		error = names_number(
			v[OPTION_SEED], "seed", false, 0, UINT32_MAX, &plan->seed, complaint);
	}
	if (!error && v[OPTION_OUTPUT])
		plan->output = keep(plan, v[OPTION_OUTPUT]);
	if (!error)
		error = take_blocks(plan, options, complaint);
	if (!error)
		error = add_chore(plan, &plan->setup, "setup", v[OPTION_SETUP], complaint);
	if (!error)
		error = add_chore(plan, &plan->cleanup, "cleanup", v[OPTION_CLEANUP], complaint);
	plan->reverse |= v[OPTION_REVERSE] != NULL;
	plan->quiet |= v[OPTION_QUIET] != NULL;
	plan->wide |= v[OPTION_WIDE] != NULL;
	return error;
}

/* Defines the modes and commands that options bring; `path` is the plan that they stand in, or
 * NULL. */
static int define(const struct options *options, const char *path, struct complaint *complaint)
{
	int error = 0;
	for (size_t i = 0; i < options->n_wraps && !error; i++)
		error = wrap_define(options->wraps[i], complaint);
	for (size_t i = 0; i < options->n_filters && !error; i++)
		error = filter_define(options->filters[i], path, complaint);
	for (size_t i = 0; i < options->n_commands && !error; i++)
		error = command_define(options->commands[i], complaint);
	return error;
}

/* Parses the words of a line; argv[0] stands for the name of the program. */
static int parse_words(int argc, char **argv, struct options *options, struct complaint *complaint)
{
	for (char **word = argv + 1; *word; word++)
		if (strcmp(*word, "--help") == 0 || strcmp(*word, "--usage") == 0 ||
			strcmp(*word, "-?") == 0)
			return complain(complaint, "%s is not allowed in a plan", *word);
	int error = options_parse(argc, argv, ARGP_SILENT, options, complaint);
	if (!error && options->n_plans)
		return complain(
			complaint, "expected options only, found \"%.80s\"", options->plans[0]);
	return error;
}

static int add_words(struct plan *plan, const char *path, int argc, char **argv,
	const struct options *given, struct complaint *complaint)
{
	struct options line;
	int error = parse_words(argc, argv, &line, complaint);
	if (!error)
		error = check_exclusion(&line, complaint);
	if (!error)
		error = define(&line, path, complaint);
	if (error)
		return error;
	struct options under = options_over(&line, &options_default);
	struct options all = options_over(given, &under);
	error = add_line(plan, &all, complaint);
	if (!error)
		error = take_campaign(plan, &all, complaint);
	if (!error && line.value[OPTION_EVENT] && !given->value[OPTION_EVENT])
		error = add_events(plan, line.value[OPTION_EVENT], complaint);
	return error;
}

static int add_file(struct plan *plan, const char *path, const struct options *given,
	struct complaint *complaint)
{
	char installed[PATH_MAX];
	FILE *file = fopen(path, "re");
	int missing = file ? 0 : errno;
	if (missing == ENOENT && !strchr(path, '/') &&
		resource_path(path, installed, sizeof installed) == 0)
		file = fopen(path = installed, "re");
	if (!file)
		return complain(complaint, "%s: %s", path, strerror(missing));
	static char text[1 << 16];
	int error = 0, lines = 0;
	for (int number = 1; !error && fgets(text, sizeof text, file); number++) {
		struct complaint inner;
		char *argv[WORDS_MAX + 2] = { "tracetax run" };
		char *line = text + (number == 1 ? utf8_mark(text) : 0);
		int n = strchr(text, '\n') || feof(file)
				? words_split(line, '#', argv + 1, WORDS_MAX, &inner)
				: complain(&inner,
					  "expected a line of at most 65534 bytes of text, found a longer one or a NUL byte");
		if (n == 0)
			continue;
		error = n < 0 ? n : add_words(plan, path, n + 1, argv, given, &inner);
		lines++;
		if (error)
			complain(complaint, "%s:%d: %s", path, number, inner.text);
	}
	if (!error && ferror(file))
		error = complain(complaint, "%s: %s", path, strerror(errno));
	fclose(file);
	if (!error && lines == 0)
		error = complain(complaint, "%s: no cells in this plan", path);
	return error;
}

/* Adds the command line: one line of a plan, or several. */
static int add_given(struct plan *plan, const struct options *all, struct complaint *complaint)
{
	int error = 0;
	for (size_t i = 0; i < (all->n_lines ? all->n_lines : 1) && !error; i++) {
		struct options line = all->n_lines ? options_over(&all->lines[i], all) : *all;
		error = add_line(plan, &line, complaint);
		if (!error)
			error = take_campaign(plan, &line, complaint);
	}
	return error;
}

int plan_make(const struct options *options, const struct plan_names *names, struct plan *plan,
	struct complaint *complaint)
{
	known = names;
	*plan = (struct plan){ .timeout_ns = 60 * SECOND_NS };
	struct options all = options_over(options, &options_default);
	int error = check_exclusion(options, complaint);
	if (!error)
		error = define(options, NULL, complaint);
	if (!error && options->n_plans == 0)
		error = add_given(plan, &all, complaint);
	for (size_t i = 0; i < options->n_plans && !error; i++)
		error = add_file(plan, options->plans[i], options, complaint);
	if (!error && options->value[OPTION_EVENT])
		error = add_events(plan, options->value[OPTION_EVENT], complaint);
	return error;
}

void plan_free(struct plan *plan)
{
	for (struct kept *kept = plan->kept, *next; kept; kept = next) {
		next = kept->next;
		free(kept);
	}
	free(plan->cells);
	*plan = (struct plan){ 0 };
}

uint64_t plan_block_runs(const struct cell *cell)
{
	return cell->n_modes + 2;
}
