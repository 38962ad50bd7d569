#include <argz.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mode_name.h"
#include "plan.h"
#include "words.h"
#include "wrap.h"

enum { SIZES_MAX = 64, LIST_MAX = 64 };

static const double WINDOW_MS = 10; /* where neither option nor pilot says */
static const uint64_t SECOND_NS = 1000000000, MILLISECOND_NS = 1000000;

/* A comma-separated list, its items in one block to be freed. */
struct list {
	char *text;
	size_t length;
};

static struct list list_of(const char *text)
{
	struct list list = { NULL, 0 };
	argz_create_sep(text, ',', &list.text, &list.length);
	return list;
}

static char *next(const struct list *list, char *entry)
{
	return argz_next(list->text, list->length, entry);
}

static bool is_all(const struct list *list)
{
	return list->length == sizeof "all" && strcmp(list->text, "all") == 0;
}

/* The registries end where the next name is NULL. */
typedef const char *name_at(size_t i);

static const char *workload_at(size_t i)
{
	return workloads[i] ? workloads[i]->name : NULL;
}

static const struct plan_names *known;

static const char *placement_at(size_t i)
{
	return known->placements[i];
}

/* Which of the known names a list holds; "all" is all. */
struct choice {
	size_t index[LIST_MAX];
	size_t n;
};

static int choose(const char *text, name_at *at, const char *kind, const char *where,
	struct choice *choice, struct complaint *complaint)
{
	struct list list = list_of(text);
	int error = 0;
	choice->n = 0;
	for (size_t i = 0; is_all(&list) && at(i) && i < LIST_MAX; i++)
		choice->index[choice->n++] = i;
	for (char *name = NULL; !error && !is_all(&list) && (name = next(&list, name));) {
		struct nearest nearest = nearest_to(name);
		size_t i = 0;
		for (; at(i) && strcmp(at(i), name) != 0; i++)
			nearest_offer(&nearest, at(i));
		if (!at(i))
			error = nearest_complain(&nearest, kind, where, complaint);
		else if (choice->n < LIST_MAX)
			choice->index[choice->n++] = i;
	}
	free(list.text);
	if (!error && choice->n == 0)
		error = complain(complaint, "no %s is named: see %s", kind, where);
	return error;
}

struct mode_choice {
	const struct mode *mode[LIST_MAX];
	size_t n;
};

static void choose_every_mode(struct mode_choice *choice)
{
	for (const struct mode *const *m = modes; *m && choice->n < LIST_MAX; m++)
		if (!mode_is_family(*m) && !(*m)->proof)
			choice->mode[choice->n++] = *m;
	const struct mode *mode;
	for (size_t i = 0; (mode = mode_at(i)) && choice->n < LIST_MAX; i++)
		if (mode->wrapper)
			choice->mode[choice->n++] = mode;
}

static int choose_modes(const char *text, struct mode_choice *choice, struct complaint *complaint)
{
	struct list list = list_of(text);
	int error = 0;
	choice->n = 0;
	if (is_all(&list))
		choose_every_mode(choice);
	for (char *name = NULL; !error && !is_all(&list) && (name = next(&list, name));) {
		const struct mode *mode = mode_name_find(name, NULL, complaint);
		if (!mode)
			error = -EINVAL;
		else if (choice->n < LIST_MAX)
			choice->mode[choice->n++] = mode;
	}
	free(list.text);
	if (!error && choice->n == 0)
		error = complain(complaint, "no mode is named: see tracetax list modes");
	return error;
}

/* One line, judged. */
struct line {
	struct choice workloads, placements;
	struct mode_choice modes;
	bool all_modes;
	uint64_t sizes[SIZES_MAX];
	size_t n_sizes;
	uint64_t ops, blocks;
	double window_ms;
};

static int parse_sizes(const char *text, struct line *line, struct complaint *complaint)
{
	struct list list = list_of(text);
	int error = 0;
	for (char *size = NULL; !error && (size = next(&list, size));) {
		if (line->n_sizes == SIZES_MAX)
			error = complain(complaint, "--size: more than %d sizes", SIZES_MAX);
		else
			error = names_number(size, "size", true, 0, 1U << 30,
				&line->sizes[line->n_sizes++], complaint);
	}
	free(list.text);
	return error;
}

/* In one place; of two places options_over knows the stronger. */
static int check_exclusion(const struct options *place, struct complaint *complaint)
{
	if (!place->value[OPTION_BLOCKS] || !place->value[OPTION_PRECISION])
		return 0;
	return complain(complaint, "--blocks fixes the number of blocks, --precision lets the "
				   "width decide: give one of them");
}

static int parse_line(const struct options *options, struct line *line, struct complaint *complaint)
{
	const char *const *v = options->value;
	*line = (struct line){ .all_modes = strcmp(v[OPTION_MODE], "all") == 0 };
	int error = choose(v[OPTION_WORKLOAD], workload_at, "workload", "tracetax list workloads",
		&line->workloads, complaint);
	if (!error)
		error = choose_modes(v[OPTION_MODE], &line->modes, complaint);
	if (!error)
		error = choose(v[OPTION_PLACEMENT], placement_at, "placement",
			"tracetax list placements", &line->placements, complaint);
	if (!error && v[OPTION_SIZE])
		error = parse_sizes(v[OPTION_SIZE], line, complaint);
	if (!error && v[OPTION_OPS])
		error = names_number(
			v[OPTION_OPS], "ops", false, 1, 1000000000000, &line->ops, complaint);
	if (!error && v[OPTION_BLOCKS])
		error = names_number(
			v[OPTION_BLOCKS], "blocks", false, 1, 1000000, &line->blocks, complaint);
	if (line->blocks || line->ops) /* known beforehand: no pilot */
		line->window_ms = WINDOW_MS;
	if (!error && v[OPTION_WINDOW])
		error = names_decimal(
			v[OPTION_WINDOW], "window", 0.1, 60000, &line->window_ms, complaint);
	return error;
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

static bool suits(const struct mode *mode, const struct workload *workload)
{
	const struct layout *memory = workload->memory;
	if (!memory)
		return !mode->memory;
	return mode->memory & memory->access && (!mode->pieces || memory->piece);
}

static void add_mode(struct cell *cell, const struct mode *mode)
{
	for (size_t i = 0; i < cell->n_modes; i++)
		if (cell->modes[i] == mode)
			return;
	if (!mode->baseline && cell->n_modes < CELL_MODES_MAX)
		cell->modes[cell->n_modes++] = mode;
}

static int add_cell(struct plan *plan, const struct line *line, const struct workload *workload,
	uint64_t size, const char *placement, struct complaint *complaint)
{
	struct cell *cell = cell_for(plan, workload, size, placement);
	if (!cell)
		return complain(complaint, "more than %d cells", CELLS_MAX);
	cell->baseline = mode_baseline(workload->memory);
	cell->ops = line->ops;
	cell->blocks = line->blocks;
	cell->window_ns = (uint64_t)(line->window_ms * (double)MILLISECOND_NS);
	for (size_t i = 0; i < line->modes.n; i++)
		if (suits(line->modes.mode[i], workload))
			add_mode(cell, line->modes.mode[i]);
	return 0;
}

/* Every mode that was named must fit some workload of its line, and every workload have a mode. */
static int check_fit(const struct line *line, struct complaint *complaint)
{
	for (size_t m = 0; m < line->modes.n && !line->all_modes; m++) {
		const struct mode *mode = line->modes.mode[m];
		bool fits = false;
		for (size_t w = 0; w < line->workloads.n; w++)
			fits |= suits(mode, workloads[line->workloads.index[w]]);
		if (!fits)
			return complain(complaint,
				"mode %s %s: it fits none of the workloads named", mode->name,
				mode->memory == MEMORY_WRITE ? "writes memory"
				: mode->memory		     ? "reads memory"
							     : "intercepts calls");
	}
	for (size_t w = 0; w < line->workloads.n; w++) {
		const struct workload *workload = workloads[line->workloads.index[w]];
		bool fits = false;
		for (size_t m = 0; m < line->modes.n; m++)
			fits |= suits(line->modes.mode[m], workload);
		if (!fits)
			return complain(complaint, "workload %s: none of the modes named fits it",
				workload->name);
	}
	return 0;
}

static int check_sizes(const struct line *line, struct complaint *complaint)
{
	bool taken = line->n_sizes == 0;
	for (size_t w = 0; w < line->workloads.n; w++) {
		const struct workload *workload = workloads[line->workloads.index[w]];
		const struct unit_of_size *unit = &size_units[workload->size_unit];
		taken |= workload->size_max > 0;
		for (size_t s = 0; s < line->n_sizes && workload->size_max; s++)
			if (line->sizes[s] < unit->least || line->sizes[s] > workload->size_max)
				return complain(complaint,
					"--size %" PRIu64 ": workload %s takes %" PRIu64
					" to %" PRIu64 " %s",
					line->sizes[s], workload->name, unit->least,
					workload->size_max, unit->name);
	}
	return taken ? 0 : complain(complaint, "--size: no workload named here has a size");
}

static int add_line(struct plan *plan, const struct options *options, struct complaint *complaint)
{
	struct line line;
	int error = parse_line(options, &line, complaint);
	if (!error)
		error = check_fit(&line, complaint);
	if (!error)
		error = check_sizes(&line, complaint);
	for (size_t w = 0; w < line.workloads.n && !error; w++) {
		const struct workload *workload = workloads[line.workloads.index[w]];
		bool given = workload->size_max && line.n_sizes;
		for (size_t s = 0; s < (given ? line.n_sizes : 1) && !error; s++)
			for (size_t p = 0; p < line.placements.n && !error; p++)
				error = add_cell(plan, &line, workload,
					given ? line.sizes[s] : workload->size,
					placement_at(line.placements.index[p]), complaint);
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

static int add_events(struct plan *plan, const char *text, struct complaint *complaint)
{
	struct list list = list_of(text);
	int error = 0;
	for (char *name = NULL; !error && (name = next(&list, name));) {
		if (has_event(plan, name))
			continue;
		if (plan->n_events == EVENTS_MAX)
			error = complain(complaint, "--event: more than %d events", EVENTS_MAX);
		else if (strlen(name) > 63)
			error = complain(
				complaint, "--event \"%.80s\": no event has so long a name", name);
		else if (known->check_event)
			error = known->check_event(name, complaint);
		if (!error)
			plan->events[plan->n_events++] = strdup(name);
	}
	free(list.text);
	return error;
}

/* What belongs to the campaign, from the command line or any line of a plan; the last one counts.
 */
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
	if (!error && v[OPTION_OUTPUT]) {
		free(plan->output);
		plan->output = strdup(v[OPTION_OUTPUT]);
	}
	plan->reverse |= v[OPTION_REVERSE] != NULL;
	plan->quiet |= v[OPTION_QUIET] != NULL;
	return error;
}

static int define_wraps(const struct options *options, struct complaint *complaint)
{
	int error = 0;
	for (size_t i = 0; i < options->n_wraps && !error; i++)
		error = wrap_define(options->wraps[i], complaint);
	return error;
}

/* argv of a line: argv[0] stands for the program's name. */
static int parse_words(int argc, char **argv, struct options *options, struct complaint *complaint)
{
	for (char **word = argv + 1; *word; word++)
		if (strcmp(*word, "--help") == 0 || strcmp(*word, "--usage") == 0 ||
			strcmp(*word, "-?") == 0)
			return complain(complaint, "%s does not belong into a plan", *word);
	int error = options_parse(argc, argv, ARGP_SILENT, options, complaint);
	if (!error && options->n_plans)
		return complain(
			complaint, "\"%.80s\": a line holds options only", options->plans[0]);
	return error;
}

static int add_words(struct plan *plan, int argc, char **argv, const struct options *given,
	struct complaint *complaint)
{
	struct options line;
	int error = parse_words(argc, argv, &line, complaint);
	if (!error)
		error = check_exclusion(&line, complaint);
	if (!error)
		error = define_wraps(&line, complaint);
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
	FILE *file = fopen(path, "re");
	if (!file)
		return complain(complaint, "%s: %s", path, strerror(errno));
	static char text[1 << 16];
	int error = 0, lines = 0;
	for (int number = 1; !error && fgets(text, sizeof text, file); number++) {
		struct complaint inner;
		char *argv[LIST_MAX + 2] = { "tracetax run" };
		int n = strchr(text, '\n') || feof(file)
				? words_split(text, '#', argv + 1, LIST_MAX, &inner)
				: complain(&inner, "the line is too long, or no text");
		if (n == 0)
			continue;
		error = n < 0 ? n : add_words(plan, n + 1, argv, given, &inner);
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

int plan_make(const struct options *options, const struct plan_names *names, struct plan *plan,
	struct complaint *complaint)
{
	known = names;
	*plan = (struct plan){ .timeout_ns = 60 * SECOND_NS };
	struct options all = options_over(options, &options_default);
	int error = check_exclusion(options, complaint);
	if (!error)
		error = define_wraps(options, complaint);
	if (!error && options->n_plans == 0)
		error = add_line(plan, &all, complaint);
	for (size_t i = 0; i < options->n_plans && !error; i++)
		error = add_file(plan, options->plans[i], options, complaint);
	if (!error && options->n_plans == 0)
		error = take_campaign(plan, &all, complaint);
	if (!error && options->value[OPTION_EVENT])
		error = add_events(plan, options->value[OPTION_EVENT], complaint);
	return error;
}

void plan_free(struct plan *plan)
{
	for (size_t i = 0; i < plan->n_events; i++)
		free(plan->events[i]);
	free(plan->output);
	free(plan->cells);
	*plan = (struct plan){ 0 };
}

uint64_t plan_block_runs(const struct cell *cell)
{
	return cell->n_modes + 2;
}
