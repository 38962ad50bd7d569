#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "comparisons.h"

static int write_rows(const struct comparisons *all, struct sink *sink)
{
	int error = table_write_header(&comparison_table, sink);
	for (size_t i = 0; i < all->n_list; i++)
		for (size_t j = 0; j < all->list[i].n && !error; j++)
			error = table_write_row(&comparison_table, sink, &all->list[i].rows[j]);
	return error;
}

static int copy(int from, FILE *out)
{
	char part[4096];
	ssize_t n = 0;
	if (lseek(from, 0, SEEK_SET) < 0)
		return -errno;
	while ((n = read(from, part, sizeof part)) > 0)
		if (fwrite(part, 1, (size_t)n, out) != (size_t)n)
			return -EIO;
	return n < 0 ? -errno : 0;
}

/* Tables are written to descriptors; this one is a file without a name. */
int comparisons_csv(const struct comparisons *all, FILE *out)
{
	struct sink sink = { .directory = -1, .fd = memfd_create("comparison", MFD_CLOEXEC) };
	if (sink.fd < 0)
		return -errno;
	int error = write_rows(all, &sink);
	if (!error)
		error = copy(sink.fd, out);
	close(sink.fd);
	return error;
}
