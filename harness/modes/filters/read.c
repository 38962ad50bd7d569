#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "filter.h"
#include "profile.h"

enum { LARGEST = 1 << 20 };

/* Reads a regular file of at most LARGEST bytes. Returns its text, to be freed, or NULL with the
 * complaint. */
static char *read_file(const char *path, size_t *size, struct complaint *complaint)
{
	struct stat file = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool opened = fd >= 0 && fstat(fd, &file) == 0;
	size_t most = opened && file.st_size <= LARGEST ? (size_t)file.st_size : 0;
	char *text = malloc(most + 1);
	ssize_t n = opened && text && S_ISREG(file.st_mode) ? read(fd, text, most) : 0;
	if (!opened || n < 0 || !text)
		complain(complaint, "%s", strerror(errno));
	else if (!S_ISREG(file.st_mode))
		complain(complaint, "expected a regular file");
	else if (file.st_size > LARGEST)
		complain(complaint, "expected at most %d bytes, found more", LARGEST);
	else if (n == 0)
		complain(complaint, "the file is empty");
	if (fd >= 0)
		close(fd);
	*size = n > 0 ? (size_t)n : 0;
	if (*size > 0)
		return text;
	free(text);
	return NULL;
}

/* Tells whether it is JSON. No instruction of BPF begins with '{' or '['. */
static bool is_json(const char *text, size_t size)
{
	size_t i = 0;
	while (i < size &&
		(text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n'))
		i++;
	return i < size && (text[i] == '{' || text[i] == '[');
}

static int take_raw(
	const char *bytes, size_t size, struct filter *filter, struct complaint *complaint)
{
	size_t each = sizeof *filter->program.filter;
	if (size % each)
		return complain(complaint,
			"expected a BPF program (%zu bytes for each instruction) or a profile in JSON, found %zu bytes of neither",
			each, size);
	if (size / each > BPF_MAXINSNS)
		return complain(complaint, "expected at most %d instructions, found %zu",
			BPF_MAXINSNS, size / each);
	filter->program.filter = malloc(size);
	if (!filter->program.filter)
		return complain(complaint, "%s", strerror(ENOMEM));
	memcpy(filter->program.filter, bytes, size);
	filter->program.len = (unsigned short)(size / each);
	return 0;
}

int filter_read(const char *path, struct filter *filter, struct complaint *complaint)
{
	size_t size;
	const char *slash = strrchr(path, '/');
	*filter = (struct filter){ .unknown = 0 };
	snprintf(filter->file, sizeof filter->file, "%s", slash ? slash + 1 : path);
	utf8_mask(filter->file);
	char *text = read_file(path, &size, complaint);
	if (!text)
		return -EINVAL;
	int error = is_json(text, size) ? profile_build(text, size, filter, complaint)
					: take_raw(text, size, filter, complaint);
	free(text);
	if (!error)
		error = filter_check(&filter->program, complaint);
	if (error)
		filter_free(filter);
	return error;
}

void filter_free(struct filter *filter)
{
	free(filter->program.filter);
	filter->program = (struct sock_fprog){ 0 };
}
