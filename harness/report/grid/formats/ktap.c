/* KTAP 1, which the harnesses of the kernel's tests read:
 * https://docs.kernel.org/dev-tools/ktap.html */
#include <string.h>

#include "report/grid/format.h"
#include "report/grid/grid.h"

/* Returns the words of a row in its first column of a kind, from `from` on; moves `from` behind it.
 * Returns NULL if there are no more. */
static const char *next_of(const struct grid *grid, size_t row, enum grid_kind kind, size_t *from)
{
	for (size_t i = *from; i < grid->width; i++) {
		const char *words = grid->values[row * grid->width + i].text;
		if (grid->columns[i].kind != kind || !words || !*words)
			continue;
		*from = i + 1;
		return words;
	}
	return NULL;
}

static const char *first_of(const struct grid *grid, size_t row, enum grid_kind kind)
{
	size_t from = 0;
	const char *words = next_of(grid, row, kind, &from);
	return words ? words : "";
}

static void write_reasons(const struct grid *grid, size_t row, const char *before, FILE *out)
{
	const char *words;
	for (size_t from = 0; (words = next_of(grid, row, GRID_WHY, &from)) != NULL;) {
		fprintf(out, "%s%s", before, words);
		before = "; ";
	}
}

/* A test that was skipped counts as passed, and says why in its line; of others a line before. */
static void write_row(const struct grid *grid, size_t row, FILE *out)
{
	const char *name = first_of(grid, row, GRID_TEXT);
	const char *outcome = first_of(grid, row, GRID_OUTCOME);
	bool skipped = strcmp(outcome, OUTCOME_SKIP) == 0;
	if (!skipped && *first_of(grid, row, GRID_WHY)) {
		fprintf(out, "# %s: %s", name, outcome);
		write_reasons(grid, row, ": ", out);
		fputc('\n', out);
	}
	fprintf(out, "%sok %zu %s", strcmp(outcome, OUTCOME_BAD) == 0 ? "not " : "", row + 1, name);
	if (skipped) {
		fputs(" # SKIP", out);
		write_reasons(grid, row, " ", out);
	}
	fputc('\n', out);
}

static void write(const struct grid *grid, FILE *out)
{
	fprintf(out, "KTAP version 1\n1..%zu\n", grid->n);
	for (size_t row = 0; row < grid->n; row++)
		write_row(grid, row, out);
}

const struct format format = {
	.name = "ktap",
	.summary = "for test harnesses",
	.order = 50,
	.write = write,
	.outcomes = true,
};
