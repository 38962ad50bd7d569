#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "derived_by.h"
#include "records/rows.h"
#include "written.h"

#define WRITTEN_COLUMNS(COUNT, REAL, TEXT, KEY, ESTIMATE)                                          \
	TEXT(file, 32)                                                                             \
	COUNT(bytes)                                                                               \
	COUNT(crc32)                                                                               \
	TEXT(derived_by, 40)
ROW(written_row, WRITTEN_COLUMNS);
TABLE(written_table, written_row, WRITTEN_COLUMNS, .name = "derived.csv",
	.needs = NEEDS("file", "bytes", "crc32", "derived_by"));

static const char *const inputs[] = { "runs.csv", "machine.json", "modes.csv", "workloads.csv",
	"filters.csv", "calls.csv", "counters.csv", "whole-program.csv", NULL };

enum { FILES_MAX = 128 };

struct list {
	struct written_row files[FILES_MAX];
	size_t n;
};

/* Opens a file to read, and sets its size; what comes from elsewhere may be a link, a FIFO or a
 * device. Returns a descriptor or -errno. */
static int open_file(int directory, const char *name, int64_t *bytes)
{
	int fd = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat there;
	if (fd < 0)
		return -errno;
	int error = fstat(fd, &there) < 0 ? -errno : !S_ISREG(there.st_mode) ? -EINVAL : 0;
	if (error) {
		close(fd);
		return error;
	}
	*bytes = there.st_size;
	return fd;
}

/* Sets the checksum of what is left to read. Returns 0 or -errno. */
static int sum_up(int fd, int64_t *crc)
{
	static unsigned char piece[1 << 16];
	uLong sum = crc32(0, NULL, 0);
	ssize_t n;
	while ((n = read(fd, piece, sizeof piece)) > 0)
		sum = crc32(sum, piece, (uInt)n);
	*crc = (int64_t)sum;
	return n < 0 ? -errno : 0;
}

/* Describes a file as it is now. Returns 0 or -errno. */
static int describe(int directory, const char *name, struct written_row *row)
{
	row_clear(&written_table, row);
	int fd = open_file(directory, name, &row->bytes);
	if (fd < 0)
		return fd;
	snprintf(row->file, sizeof row->file, "%s", name);
	snprintf(row->derived_by, sizeof row->derived_by, "%s", DERIVED_BY);
	int error = sum_up(fd, &row->crc32);
	close(fd);
	return error;
}

/* Adds a file as it is now. One that cannot be read has no row, so that it never counts as
 * unchanged. */
static void add(struct list *list, int directory, const char *name)
{
	if (list->n < FILES_MAX && describe(directory, name, &list->files[list->n]) == 0)
		list->n++;
}

int written_note(int directory, const struct table *const tables[])
{
	struct list list = { .n = 0 };
	for (size_t i = 0; inputs[i]; i++)
		add(&list, directory, inputs[i]);
	for (size_t i = 0; tables[i]; i++)
		add(&list, directory, tables[i]->name);
	return table_write(&written_table, directory, list.files, list.n);
}

static int take(const void *row, void *context)
{
	struct list *list = context;
	if (list->n == FILES_MAX)
		return -EFBIG;
	list->files[list->n++] = *(const struct written_row *)row;
	return 0;
}

static const struct written_row *find(const struct list *list, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->files[i].file, name) == 0)
			return &list->files[i];
	return NULL;
}

/* Tells whether a file is as the list has it: the same bytes, or not there. It is read only if all
 * else agrees, as it may be huge. */
static bool is_unchanged(const struct list *list, int directory, const char *name)
{
	const struct written_row *then = find(list, name);
	int64_t bytes, crc;
	int fd = open_file(directory, name, &bytes);
	if (fd < 0)
		return fd == -ENOENT && !then;
	bool same = then && bytes == then->bytes && strcmp(then->derived_by, DERIVED_BY) == 0 &&
		    sum_up(fd, &crc) == 0 && crc == then->crc32;
	close(fd);
	return same;
}

bool written_is_current(int directory, const struct table *const tables[])
{
	struct list list = { .n = 0 };
	struct table_error unused;
	bool current = table_read(&written_table, directory, written_table.name, 0, take, &list,
			       &unused) == 0;
	for (size_t i = 0; inputs[i] && current; i++)
		current = is_unchanged(&list, directory, inputs[i]);
	for (size_t i = 0; tables[i] && current; i++)
		current = is_unchanged(&list, directory, tables[i]->name);
	return current;
}
