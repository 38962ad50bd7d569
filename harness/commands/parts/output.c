#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/commands.h"
#include "output.h"
#include "records/sink.h"
#include "run/signals.h"

static int output_error; /* errno of the first failed write: stdio does not keep it */

static ssize_t write_output(void *cookie, const char *text, size_t n)
{
	(void)cookie;
	for (size_t done = 0; done < n;) {
		ssize_t wrote = write(STDOUT_FILENO, text + done, n - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0 && !output_error)
			output_error = errno;
		if (wrote < 0)
			return 0;
		done += (size_t)wrote;
	}
	return (ssize_t)n;
}

static bool has_ended;

/* Ends the output if the program ends by exit(3), as argp does after --help. */
static void end_at_exit(void)
{
	if (!has_ended && output_end(EXIT_DONE) != EXIT_DONE)
		_exit(EXIT_FAILED);
}

void output_begin(void)
{
	static char buffer[1 << 16];
	const cookie_io_functions_t functions = { .write = write_output };
	FILE *file = fopencookie(NULL, "w", functions);
	signals_change(SIGPIPE, SIG_IGN);
	if (!file)
		return;
	atexit(end_at_exit);
	stdout = file;
	setvbuf(stdout, buffer, isatty(STDOUT_FILENO) ? _IOLBF : _IOFBF, sizeof buffer);
}

int output_end(int status)
{
	has_ended = true;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (output_error == EPIPE) {
		signals_change_back(SIGPIPE);
		raise(SIGPIPE);
	}
	return command_fail(EXIT_FAILED, "standard output: %s", strerror(output_error));
}

/* Writes to something that is not a file (a pipe, a terminal), without replacing it. */
static int write_through(const char *path, const char *text, size_t n)
{
	FILE *file = fopen(path, "we");
	bool written = file && fwrite(text, 1, n, file) == n;
	if ((file && fclose(file) != 0) || !written)
		return command_fail(EXIT_FAILED, "%s: %s", path, strerror(errno));
	return EXIT_DONE;
}

/* Tells whether the path is a file or could become one. */
static bool is_file(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 ? S_ISREG(info.st_mode) : errno == ENOENT;
}

/* Returns the path of a file from the root, with links followed, to be freed. NULL with errno, also
 * for a dangling link. */
static char *whole_path(const char *path)
{
	struct stat info;
	char *whole = realpath(path, NULL);
	if (whole || errno != ENOENT || lstat(path, &info) == 0)
		return whole;
	char *for_directory = strdup(path), *for_name = strdup(path);
	char *directory = for_directory ? realpath(dirname(for_directory), NULL) : NULL;
	if (directory && for_name && asprintf(&whole, "%s/%s", directory, basename(for_name)) < 0)
		whole = NULL;
	free(for_directory);
	free(for_name);
	free(directory);
	return whole;
}

static int replace(char *whole, const char *text, size_t n)
{
	char *name = strrchr(whole, '/') + 1;
	name[-1] = '\0';
	int directory = open(*whole ? whole : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		return -errno;
	int error = sink_file(directory, name, text, n);
	close(directory);
	return error;
}

static bool is_link(const char *path)
{
	struct stat info;
	return lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
}

static int write_file(const char *path, const char *text, size_t n)
{
	char *whole = whole_path(path);
	int error = whole ? replace(whole, text, n) : -errno;
	free(whole);
	if (error == -ENOENT && is_link(path))
		return command_fail(
			EXIT_FAILED, "%s: a link to what is not there: name the file itself", path);
	return error ? command_fail(EXIT_FAILED, "%s: %s", path, strerror(-error)) : EXIT_DONE;
}

int output_write(const char *path, const char *text, size_t n)
{
	if (path)
		return is_file(path) ? write_file(path, text, n) : write_through(path, text, n);
	fwrite(text, 1, n, stdout);
	return EXIT_DONE;
}

/* Returns the relative path from a file to a directory, both given from the root, to be freed; NULL
 * if memory is short. */
static char *relative(const char *file, const char *directory)
{
	char *path = NULL;
	size_t common = 0, size;
	FILE *out = open_memstream(&path, &size);
	if (!out)
		return NULL;
	for (size_t i = 0; file[i] == (directory[i] ? directory[i] : '/'); i++) {
		common = file[i] == '/' ? i + 1 : common;
		if (!directory[i])
			break;
	}
	const char *down = directory + common - (common > strlen(directory));
	const char *separator = "";
	for (const char *up = strchr(file + common, '/'); up; up = strchr(up + 1, '/')) {
		fprintf(out, "%s..", separator);
		separator = "/";
	}
	fprintf(out, "%s%s", *down ? separator : "", down);
	if (fclose(out) == 0 && *path)
		return path;
	free(path);
	return strdup(".");
}

char *output_link(const char *path, const char *target)
{
	char *file = path && is_file(path) ? whole_path(path) : NULL;
	char *directory = file ? realpath(target, NULL) : NULL;
	char *link = directory ? relative(file, directory) : strdup(target);
	free(file);
	free(directory);
	return link;
}
