#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/text.h"
#include "side_by_side.h"

enum { FIXED = 4 }; /* columns before those of the comparisons */

/* One cell and mode. */
struct line {
	const struct comparison_row *cells[SIDE_BY_SIDE_MAX];
	const struct comparison_row *first;
	double distance;
};

struct lines {
	struct line *all;
	size_t n;
};

static int by_key(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int order = key_order_cells(&x->first->key, &y->first->key);
	return order ? order : strcmp(x->first->mode, y->first->mode);
}

static int by_distance(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int order = (x->distance < y->distance) - (x->distance > y->distance);
	return order ? order : by_key(a, b);
}

/* Joins neighbours of one key. */
static void join(struct lines *lines, size_t width)
{
	size_t kept = 0;
	for (size_t i = 0; i < lines->n; i++) {
		struct line *line = &lines->all[i];
		struct line *last = kept ? &lines->all[kept - 1] : NULL;
		if (!last || by_key(last, line) != 0) {
			lines->all[kept++] = *line;
			continue;
		}
		for (size_t j = 0; j < width; j++)
			last->cells[j] = line->cells[j] ? line->cells[j] : last->cells[j];
		last->distance = fmax(last->distance, line->distance);
	}
	lines->n = kept;
}

static int lines_of(const struct comparisons *all, struct lines *lines)
{
	size_t n = 0;
	for (size_t i = 0; i < all->n_list; i++)
		n += all->list[i].n;
	lines->n = 0;
	lines->all = calloc(n + 1, sizeof *lines->all);
	if (!lines->all)
		return -ENOMEM;
	for (size_t i = 0; i < all->n_list; i++)
		for (size_t j = 0; j < all->list[i].n; j++) {
			struct line *line = &lines->all[lines->n++];
			line->first = line->cells[i] = &all->list[i].rows[j];
			line->distance = comparison_distance(line->first);
		}
	qsort(lines->all, lines->n, sizeof *lines->all, by_key);
	join(lines, all->n_list);
	qsort(lines->all, lines->n, sizeof *lines->all, by_distance);
	return 0;
}

/* A ratio in a cell, marked if it differs. */
struct ratio {
	char s[40];
};

static struct ratio ratio_of(const struct comparison_row *row)
{
	struct ratio ratio = { "" };
	if (row && !isnan(row->slowdown_ratio.value))
		snprintf(ratio.s, sizeof ratio.s, "%.30s%s",
			text_ratio(row->slowdown_ratio.value).s, is_yes(row->differs) ? " *" : "");
	return ratio;
}

static void add_line(struct grid *grid, const struct comparisons *all, const struct line *line)
{
	struct value values[FIXED + SIDE_BY_SIDE_MAX];
	struct ratio cells[SIDE_BY_SIDE_MAX];
	const struct comparison_row *row = line->first;
	const struct known *known = &all->list[0].a.campaigns[0]->loaded.known;
	struct text name = text_cell(known, row->workload, row->size);
	values[0] = value_text(name.s);
	values[1] = value_text(row->placement);
	values[2] = value_text(row->mode);
	values[3] = value_number(row->baseline_slowdown);
	for (size_t i = 0; i < all->n_list; i++) {
		cells[i] = ratio_of(line->cells[i]);
		values[FIXED + i] = value_text(cells[i].s);
	}
	grid_add(grid, values, FIXED + all->n_list);
}

void side_by_side_print(const struct comparisons *all, bool every, size_t most, struct sheet *sheet)
{
	struct grid_column columns[FIXED + SIDE_BY_SIDE_MAX] = {
		{ .heading = "workload" },
		{ .heading = "placement" },
		{ .heading = "mode" },
		{ .heading = all->list[0].a.campaigns[0]->label, .kind = GRID_RATIO },
	};
	struct lines lines;
	size_t shown = 0;
	for (size_t i = 0; i < all->n_list; i++)
		columns[FIXED + i].heading = all->list[i].b.campaigns[0]->label;
	struct grid grid = grid_new(columns, FIXED + all->n_list);
	grid.failed |= lines_of(all, &lines) < 0;
	for (size_t i = 0; i < lines.n; i++) {
		bool wanted = every || lines.all[i].distance >= 0;
		if (wanted && (every || shown < most))
			add_line(&grid, all, &lines.all[i]);
		shown += wanted;
	}
	if (shown)
		sheet_grid(sheet, &grid);
	else
		grid_free(&grid);
	if (!every && shown > most)
		sheet_say(sheet, "and %zu more differ: --all shows each", shown - most);
	free(lines.all);
}
