#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "output.h"
#include "records/sink.h"

/* What is no file (a pipe, a terminal) is written to, not replaced. */
static int write_through(const char *path, const char *text, size_t n)
{
	FILE *file = fopen(path, "we");
	bool written = file && fwrite(text, 1, n, file) == n;
	if ((file && fclose(file) != 0) || !written)
		return command_fail(EXIT_FAILED, "%s: %s", path, strerror(errno));
	return EXIT_DONE;
}

static int write_file(const char *path, const char *text, size_t n)
{
	struct stat info;
	if (stat(path, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode))
		return write_through(path, text, n);
	char *for_directory = strdup(path), *for_name = strdup(path);
	int directory = open(dirname(for_directory), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int error = directory < 0 ? -errno : sink_file(directory, basename(for_name), text, n);
	if (directory >= 0)
		close(directory);
	free(for_directory);
	free(for_name);
	return error ? command_fail(EXIT_FAILED, "%s: %s", path, strerror(-error)) : EXIT_DONE;
}

int output_write(const char *path, const char *text, size_t n)
{
	if (path)
		return write_file(path, text, n);
	if (fwrite(text, 1, n, stdout) != n || fflush(stdout) != 0)
		return command_fail(EXIT_FAILED, "standard output: %s", strerror(errno));
	return EXIT_DONE;
}
