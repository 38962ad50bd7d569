#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/comma_list.h"
#include "base/nearest.h"
#include "command.h"
#include "line.h"
#include "mode_name.h"
#include "modes/fit.h"
#include "names.h"
#include "roster.h"

static const double WINDOW_MS = 10; /* if neither an option nor a pilot sets it */

/* Chooses the names, of a NULL-ended array, that a list holds; "all" chooses all. Returns how many
 * `index` holds then, or -EINVAL. */
static int choose(const char *text, const char *const *names, const char *kind, const char *where,
	size_t *index, struct complaint *complaint)
{
	struct comma_list list = comma_list_of(text);
	bool all = comma_list_is_all(&list);
	int n = 0, error = 0;
	for (size_t i = 0; all && names[i] && n < LINE_MAX_NAMES; i++)
		index[n++] = i;
	for (char *name = NULL; !error && !all && (name = comma_list_next(&list, name));) {
		struct nearest nearest = nearest_to(name);
		size_t i = 0;
		for (; names[i] && strcmp(names[i], name) != 0; i++)
			nearest_offer(&nearest, names[i]);
		if (!names[i])
			error = nearest_complain(&nearest, kind, where, complaint);
		else if (n < LINE_MAX_NAMES)
			index[n++] = i;
	}
	comma_list_free(&list);
	if (!error && n == 0)
		error = complain(complaint, "no %s is named: see %s", kind, where);
	return error ? error : n;
}

static int choose_workloads(const char *text, struct line *line, struct complaint *complaint)
{
	const char *names[LINE_MAX_NAMES + 1] = { NULL };
	const struct workload *all[LINE_MAX_NAMES], *command;
	size_t index[LINE_MAX_NAMES], known = 0;
	for (; workloads[known]; known++)
		all[known] = workloads[known];
	for (size_t i = 0; known < LINE_MAX_NAMES && (command = command_at(i)); i++)
		all[known++] = command;
	for (size_t i = 0; i < known; i++)
		names[i] = all[i]->name;
	int n = choose(text, names, "workload", "tracetax list workloads", index, complaint);
	for (int i = 0; i < n; i++)
		line->workloads[line->n_workloads++] = all[index[i]];
	return n < 0 ? n : 0;
}

static int choose_placements(const char *text, const char *const *placements, struct line *line,
	struct complaint *complaint)
{
	size_t index[LINE_MAX_NAMES];
	int n = choose(text, placements, "placement", "tracetax list placements", index, complaint);
	for (int i = 0; i < n; i++)
		line->placements[line->n_placements++] = placements[index[i]];
	return n < 0 ? n : 0;
}

static void add_mode(struct line *line, const struct mode *mode)
{
	if (line->n_modes < LINE_MAX_NAMES)
		line->modes[line->n_modes++] = mode;
}

static void choose_every_mode(struct line *line)
{
	for (const struct mode *const *m = modes; *m; m++)
		if (fit_all(*m))
			add_mode(line, *m);
	const struct mode *mode;
	for (size_t i = 0; (mode = roster_at(i)); i++)
		if (mode_is_brought(mode))
			add_mode(line, mode);
}

static int choose_modes(const char *text, struct line *line, struct complaint *complaint)
{
	struct comma_list list = comma_list_of(text);
	int error = 0;
	line->all_modes = comma_list_is_all(&list);
	if (line->all_modes)
		choose_every_mode(line);
	for (char *name = NULL;
		!error && !line->all_modes && (name = comma_list_next(&list, name));) {
		const struct mode *mode = mode_name_find(name, NULL, complaint);
		if (mode)
			add_mode(line, mode);
		else
			error = -EINVAL;
	}
	comma_list_free(&list);
	if (!error && line->n_modes == 0)
		error = complain(complaint, "no mode is named: see tracetax list modes");
	return error;
}

static int parse_sizes(const char *text, struct line *line, struct complaint *complaint)
{
	struct comma_list list = comma_list_of(text);
	int error = 0;
	for (char *size = NULL; !error && (size = comma_list_next(&list, size));) {
		if (line->n_sizes == LINE_MAX_SIZES)
			error = complain(complaint, "--size: expected at most %d sizes, found more",
				LINE_MAX_SIZES);
		else
			error = names_number(size, "size", true, 0, 1U << 30,
				&line->sizes[line->n_sizes++], complaint);
	}
	comma_list_free(&list);
	return error;
}

static int parse_amounts(const char *const *v, struct line *line, struct complaint *complaint)
{
	int error = v[OPTION_SIZE] ? parse_sizes(v[OPTION_SIZE], line, complaint) : 0;
	if (!error && v[OPTION_OPS])
		error = names_number(
			v[OPTION_OPS], "ops", false, 1, 1000000000000, &line->ops, complaint);
	if (!error && v[OPTION_BLOCKS])
		error = names_number(
			v[OPTION_BLOCKS], "blocks", false, 1, 1000000, &line->blocks, complaint);
	if (!error && v[OPTION_WARMUP])
		error = names_number(
			v[OPTION_WARMUP], "warmup", false, 0, 1000000, &line->warm_ups, complaint);
	if (line->blocks || line->ops) /* the length is fixed, so no pilot is needed */
		line->window_ms = WINDOW_MS;
	if (!error && v[OPTION_WINDOW])
		error = names_decimal(
			v[OPTION_WINDOW], "window", 0.1, 60000, &line->window_ms, complaint);
	return error;
}

bool line_suits(const struct mode *mode, const struct workload *workload)
{
	return fit_kind(mode, workload_traits(workload));
}

static bool suits_some_workload(const struct line *line, const struct mode *mode)
{
	for (size_t w = 0; w < line->n_workloads; w++)
		if (line_suits(mode, line->workloads[w]))
			return true;
	return false;
}

static bool suits_some_mode(const struct line *line, const struct workload *workload)
{
	for (size_t m = 0; m < line->n_modes; m++)
		if (line_suits(line->modes[m], workload))
			return true;
	return false;
}

/* Complains that a mode fits no workload; the reason given is that of the first workload. */
static int complain_of_mode(
	const struct line *line, const struct mode *mode, struct complaint *complaint)
{
	char reason[128];
	fit_mode(mode, workload_traits(line->workloads[0]), reason, sizeof reason);
	return complain(
		complaint, "mode %s fits none of the workloads named: %s", mode->name, reason);
}

/* Checks that every mode that was named fits a workload of the line, and every workload has a
 * mode. */
static int check_fit(const struct line *line, struct complaint *complaint)
{
	for (size_t m = 0; m < line->n_modes && !line->all_modes; m++)
		if (!suits_some_workload(line, line->modes[m]))
			return complain_of_mode(line, line->modes[m], complaint);
	for (size_t w = 0; w < line->n_workloads; w++)
		if (!suits_some_mode(line, line->workloads[w]))
			return complain(complaint, "workload %s: none of the modes named fits it",
				line->workloads[w]->name);
	return 0;
}

static int check_sizes(const struct line *line, struct complaint *complaint)
{
	bool taken = line->n_sizes == 0;
	for (size_t w = 0; w < line->n_workloads; w++) {
		const struct workload *workload = line->workloads[w];
		const struct unit_of_size *unit = &size_units[workload->size_unit];
		taken |= workload->size_max > 0;
		for (size_t s = 0; s < line->n_sizes && workload->size_max; s++)
			if (line->sizes[s] < unit->least || line->sizes[s] > workload->size_max)
				return complain(complaint,
					"--size: workload %s: expected %" PRIu64 " to %" PRIu64
					" %s, found %" PRIu64,
					workload->name, unit->least, workload->size_max, unit->name,
					line->sizes[s]);
	}
	return taken ? 0 : complain(complaint, "--size: no workload named here has a size");
}

int line_parse(const struct options *options, const char *const *placements, struct line *line,
	struct complaint *complaint)
{
	const char *const *v = options->value;
	*line = (struct line){ .n_modes = 0 };
	int error = choose_workloads(v[OPTION_WORKLOAD], line, complaint);
	if (!error)
		error = choose_modes(v[OPTION_MODE], line, complaint);
	if (!error)
		error = choose_placements(v[OPTION_PLACEMENT], placements, line, complaint);
	if (!error)
		error = parse_amounts(v, line, complaint);
	if (!error)
		error = check_fit(line, complaint);
	return error ? error : check_sizes(line, complaint);
}
