#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/scratch.h"
#include "comparison.h"

/* Writes the CSV of `compare`, which compare.gp reads. Returns 0 or -errno. */
static int write_table(const struct comparisons *all, int directory)
{
	struct sink sink;
	int error = sink_open(&sink, directory, comparison_table.name);
	if (error)
		return error;
	error = table_write_header(&comparison_table, &sink);
	for (size_t i = 0; i < all->n_list; i++)
		for (size_t j = 0; j < all->list[i].n && !error; j++)
			error = table_write_row(&comparison_table, &sink, &all->list[i].rows[j]);
	if (!error)
		error = sink_place(&sink);
	if (error)
		sink_abandon(&sink);
	return error;
}

static int draw(const struct comparisons *all, const char *format, int directory,
	struct picture *picture, struct complaint *complaint)
{
	int error = write_table(all, directory);
	if (error) {
		complain(complaint, "the chart: %s", strerror(-error));
		return error;
	}
	error = gnuplot_draw("compare", (struct form){ format, 0 }, directory, picture, complaint);
	if (error == -ENODATA)
		complain(complaint, "no chart: there is no slowdown of a mode in common");
	return error;
}

int comparisons_chart(const struct comparisons *all, const char *format, struct picture *picture,
	struct complaint *complaint)
{
	char path[PATH_MAX];
	int error = scratch_make(scratch_parent(), path, sizeof path);
	int directory = error ? error : open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0) {
		error = error ? error : -errno;
		complain(complaint, "a directory under $TMPDIR: %s", strerror(-error));
	} else {
		error = draw(all, format, directory, picture, complaint);
		close(directory);
	}
	if (*path)
		scratch_remove(path);
	return error;
}
