#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/grown.h"
#include "base/utf8.h"
#include "format.h"
#include "grid.h"

static const struct estimate NOTHING = { (double)NAN, (double)NAN, (double)NAN };

struct value value_text(const char *text)
{
	return (struct value){ text, ABSENT, NOTHING };
}

struct value value_count(int64_t count)
{
	return (struct value){ NULL, count, NOTHING };
}

struct value value_yes(bool yes)
{
	return value_count(yes);
}

struct value value_interval(struct estimate number)
{
	return (struct value){ NULL, ABSENT, number };
}

struct value value_number(double number)
{
	return value_interval((struct estimate){ number, (double)NAN, (double)NAN });
}

struct grid grid_new(const struct grid_column *columns, size_t width)
{
	return (struct grid){ .columns = columns, .width = width };
}

void grid_free(struct grid *grid)
{
	for (size_t i = 0; i < grid->n * grid->width; i++)
		free((char *)grid->values[i].text);
	free(grid->values);
	free(grid->made);
	*grid = (struct grid){ .n = 0 };
}

static struct value copy(const struct value *value, bool *failed)
{
	struct value copied = *value;
	if (!value->text)
		return copied;
	char *text = strdup(value->text);
	copied.text = text;
	if (text)
		utf8_mask(text);
	else
		*failed = true;
	return copied;
}

void grid_add(struct grid *grid, const struct value *values, size_t n)
{
	size_t old = grid->n * grid->width;
	struct value *all = grown(grid->values, grid->n, n * sizeof *all);
	assert(n == grid->width);
	if (!all) {
		grid->failed = true;
		return;
	}
	for (size_t i = 0; i < n; i++)
		all[old + i] = copy(&values[i], &grid->failed);
	grid->values = all;
	grid->n++;
}

int grid_write(const struct grid *grid, const struct format *format, FILE *out)
{
	if (grid->failed)
		return -ENOMEM;
	format->write(grid, out);
	return 0;
}
