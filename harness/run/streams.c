#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "streams.h"

static const char NOWHERE[] = "/dev/null";

static bool goes(const struct setting *setting, const char *where)
{
	return strcmp(setting->output ? setting->output : "null", where) == 0;
}

bool streams_piped(const struct setting *setting)
{
	return goes(setting, "pipe");
}

/* Puts an open file in the place of a standard stream. Takes a negative errno for `fd`. */
static int put(int fd, int place)
{
	if (fd < 0)
		return fd;
	int error = fd == place ? 0 : dup2(fd, place) < 0 ? -errno : 0;
	if (fd > STDERR_FILENO)
		close(fd);
	return error;
}

static int open_to(const char *path, int flags)
{
	int fd = open(path, flags, 0666);
	return fd < 0 ? -errno : fd;
}

static int take_output(const struct setting *setting, int pipe, const char **what)
{
	if (goes(setting, "inherit"))
		return 0;
	*what = goes(setting, "null") || pipe >= 0 ? NOWHERE : setting->output;
	int fd = pipe >= 0 ? pipe : open_to(*what, O_WRONLY | O_CREAT | O_TRUNC);
	int error = put(fd, STDOUT_FILENO);
	return error ? error : put(open_to(NOWHERE, O_WRONLY), STDERR_FILENO);
}

int streams_take(const struct setting *setting, int pipe, const char **what)
{
	*what = setting->input ? setting->input : NOWHERE;
	int error = put(open_to(*what, O_RDONLY), STDIN_FILENO);
	return error ? error : take_output(setting, pipe, what);
}
