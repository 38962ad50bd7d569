/* What the records say of reading and writing memory: models, crossovers, what to use when. */
#include "memory.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "modes/mode.h"
#include "workload.h"

const struct layout *memory_layout(const char *workload)
{
	const struct workload *found = workload_find(workload);
	return found ? found->memory : NULL;
}

/* Not the local copy, and not those that make a call for each piece: of one piece it is the same.
 */
static bool is_method(const struct mode *mode)
{
	return !mode->baseline && !mode->pieces;
}

size_t memory_crossovers(const struct loaded *loaded, const char *workload, const char *placement,
	struct crossover *crossovers)
{
	size_t n = 0;
	for (size_t i = 0; modes[i]; i++)
		for (size_t j = 0; modes[j] && is_method(modes[i]) && n < CROSSOVERS_MAX; j++) {
			struct memory_pair pair = { workload, placement, modes[i]->name,
				modes[j]->name };
			if (!is_method(modes[j]))
				continue;
			struct estimate size = memory_crossover(&loaded->dataset, &pair);
			if (!isnan(size.value) && !isnan(size.hi))
				crossovers[n++] = (struct crossover){ pair.from, pair.to, size };
		}
	return n;
}

static void add_size(double *sizes, size_t *n, double size)
{
	size_t at = *n;
	for (size_t i = 0; i < *n; i++)
		if (sizes[i] == size)
			return;
	if (*n == MEMORY_SIZES_MAX)
		return;
	for (; at > 0 && sizes[at - 1] > size; at--)
		sizes[at] = sizes[at - 1];
	sizes[at] = size;
	++*n;
}

static size_t place_of(const double *sizes, size_t n, double size)
{
	size_t i = 0;
	while (i < n && sizes[i] != size)
		i++;
	return i;
}

static size_t sizes_of(const struct loaded *loaded, const struct memory_pair *pair, double *sizes)
{
	size_t n = 0;
	for (size_t i = 0; i < loaded->dataset.n_groups; i++) {
		const struct group *group = &loaded->dataset.groups[i];
		if (strcmp(group->workload, pair->workload) == 0 &&
			strcmp(group->placement, pair->placement) == 0)
			add_size(sizes, &n, (double)group->size);
	}
	return n;
}

static int compare_methods(const struct loaded *loaded, const struct memory_pair *cells,
	const struct rule *rule, const struct memory_contest *contest, struct estimate *table)
{
	size_t n = rule->n_methods;
	for (size_t i = 0; i < contest->n_sizes * n * n; i++)
		table[i] = (struct estimate){ (double)NAN, (double)NAN, (double)NAN };
	for (size_t at = 0; at < n * n; at++) {
		struct size_ratio ratios[MEMORY_SIZES_MAX];
		struct memory_pair pair = { cells->workload, cells->placement,
			rule->methods[at / n], rule->methods[at % n] };
		int found = memory_ratios(&loaded->dataset, &pair, ratios);
		for (int i = 0; i < found; i++) {
			size_t size = place_of(contest->sizes, contest->n_sizes, ratios[i].size);
			if (size < contest->n_sizes)
				table[size * n * n + at] = ratios[i].ratio;
		}
		if (found < 0)
			return found;
	}
	return 0;
}

int memory_rule(
	const struct loaded *loaded, const char *workload, const char *placement, struct rule *rule)
{
	double sizes[MEMORY_SIZES_MAX];
	struct memory_pair cells = { workload, placement, NULL, NULL };
	*rule = (struct rule){ .n = 0 };
	for (size_t i = 0;
		modes[i] && rule->n_methods < sizeof rule->methods / sizeof *rule->methods; i++)
		if (is_method(modes[i]) && load_has(loaded, workload, placement, modes[i]->name))
			rule->methods[rule->n_methods++] = modes[i]->name;
	struct memory_contest contest = { sizes, sizes_of(loaded, &cells, sizes), rule->n_methods,
		NULL };
	struct estimate *table =
		malloc((contest.n_sizes * rule->n_methods * rule->n_methods + 1) * sizeof *table);
	if (!table)
		return -ENOMEM;
	int error = compare_methods(loaded, &cells, rule, &contest, table);
	contest.ratios = table;
	if (!error)
		rule->n = memory_segments(&contest, rule->segments);
	free(table);
	return error;
}

/* Of the workloads that the model is fitted to: always the same place, private, and the reader
 * knows how much. */
static bool is_plain(const struct layout *layout)
{
	return layout->backing == BACKED_PRIVATE && !layout->cold && !layout->text;
}

/* What a row adds to a model; false where it has no place in any. */
static bool point_of(
	const struct summary_row *row, struct memory_row *model, struct memory_point *point)
{
	const struct layout *layout = memory_layout(row->workload);
	row_clear(&memory_table, model);
	if (!layout || !is_plain(layout) || row->size <= 0)
		return false;
	struct extent extent = layout_extent(layout, (uint64_t)row->size);
	*point = (struct memory_point){ (double)extent.bytes, (double)extent.pages,
		(double)extent.pieces, row->ns_per_call };
	memcpy(model->mode, row->mode, sizeof model->mode);
	memcpy(model->placement, row->placement, sizeof model->placement);
	snprintf(model->direction, sizeof model->direction, "%s",
		layout->access == MEMORY_READ ? "read" : "write");
	return true;
}

static bool same_model(const struct memory_row *a, const struct memory_row *b)
{
	return strcmp(a->mode, b->mode) == 0 && strcmp(a->placement, b->placement) == 0 &&
	       strcmp(a->direction, b->direction) == 0;
}

/* All that belong to the model; `points` has room for as many as there are groups. */
static size_t points_of(
	const struct loaded *loaded, const struct memory_row *model, struct memory_point *points)
{
	size_t n = 0;
	for (size_t i = 0; i < loaded->dataset.n_groups; i++) {
		struct memory_row other;
		n += point_of(&loaded->rows[i], &other, &points[n]) && same_model(model, &other);
	}
	return n;
}

static bool has(const struct memory_row *models, size_t n, const struct memory_row *model)
{
	for (size_t i = 0; i < n; i++)
		if (same_model(&models[i], model))
			return true;
	return false;
}

int memory_models(const struct loaded *loaded, struct memory_row **models, size_t *n)
{
	size_t groups = loaded->dataset.n_groups;
	struct memory_point *points = malloc((groups + 1) * sizeof *points), one;
	*n = 0;
	*models = malloc((groups + 1) * sizeof **models);
	int error = points && *models ? 0 : -ENOMEM;
	for (size_t i = 0; i < groups && !error; i++) {
		struct memory_row *model = &(*models)[*n];
		if (!point_of(&loaded->rows[i], model, &one) || has(*models, *n, model))
			continue;
		error = memory_fit(points, points_of(loaded, model, points), model);
		++*n;
	}
	free(points);
	return error;
}
