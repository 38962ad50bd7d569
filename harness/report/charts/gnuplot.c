#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/resources.h"
#include "gnuplot.h"

bool gnuplot_is_plain(const char *name)
{
	return *name && name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
					  "0123456789.:+%_-")] == '\0';
}

enum {
	PICTURE_MAX = 64 << 20,
	NOTHING_TO_DRAW = 3, /* the exit status that style.gp gives */
};

/* The folder of the scripts. */
static int find(const char *chart, char folder[PATH_MAX], struct complaint *complaint)
{
	char file[64];
	snprintf(file, sizeof file, "charts/%s.gp", chart);
	int error = resource_path(file, folder, PATH_MAX);
	if (error)
		complain(complaint, "%s: %s: no charts", file, strerror(-error));
	else
		*strrchr(folder, '/') = '\0';
	return error;
}

/* In that folder, with these two descriptors, each of its own number. */
static int spawn(const char *folder, char *script, char *settings, int data, int output, pid_t *pid)
{
	extern char **environ;
	/* -d: not by the rules of the user's own ~/.gnuplot */
	char *argv[] = { (char[]){ "gnuplot" }, (char[]){ "-d" }, (char[]){ "-e" }, settings,
		script, NULL };
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addchdir_np(&actions, folder);
	/* onto itself: no longer closed on exec */
	posix_spawn_file_actions_adddup2(&actions, data, data);
	posix_spawn_file_actions_adddup2(&actions, output, output);
	int error = posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return -error;
}

/* All that comes, until the last writer has closed it. */
static int take(int fd, struct picture *picture)
{
	ssize_t got = 1;
	for (size_t room = 0; got > 0; picture->n += (size_t)got) {
		if (room == picture->n) {
			room = room ? 2 * room : 1 << 16;
			char *bytes = room <= PICTURE_MAX ? realloc(picture->bytes, room) : NULL;
			if (!bytes)
				return -ENOMEM;
			picture->bytes = bytes;
		}
		do
			got = read(fd, picture->bytes + picture->n, room - picture->n);
		while (got < 0 && errno == EINTR);
		if (got < 0)
			return -errno;
	}
	return 0;
}

/* Waits for gnuplot. 0, -ENODATA where our scripts found nothing to draw, or -EIO. */
static int await(pid_t pid)
{
	int status = 0;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (status == 0)
		return 0;
	return WIFEXITED(status) && WEXITSTATUS(status) == NOTHING_TO_DRAW ? -ENODATA : -EIO;
}

/* Runs gnuplot and takes what it draws; closes both ends of the output in any case. */
static int run(const char *folder, char *script, char *settings, int data, int output[2],
	struct picture *picture)
{
	pid_t pid;
	int error = spawn(folder, script, settings, data, output[1], &pid);
	close(output[1]);
	int taken = error ? 0 : take(output[0], picture);
	close(output[0]);
	if (!error)
		error = await(pid);
	return taken ? taken : error;
}

/* It does not say by its status where it ran out of room. */
static bool is_whole(const struct picture *picture, const char *format)
{
	static const char svg[] = "</svg>", png[] = "IEND\xae\x42\x60\x82";
	const char *end = strcmp(format, "svg") == 0 ? svg : png;
	size_t n = picture->n, length = strlen(end);
	while (n > 0 && picture->bytes[n - 1] == '\n')
		n--;
	return n >= length && memcmp(picture->bytes + n - length, end, length) == 0;
}

static int draw(const char *folder, const char *chart, const char *format, int data,
	const char *variables, struct picture *picture)
{
	char *settings, script[64];
	int output[2];
	snprintf(script, sizeof script, "%s.gp", chart);
	if (pipe2(output, O_CLOEXEC) < 0)
		return -errno;
	if (asprintf(&settings, "here='.'; format='%s'; data='/dev/fd/%d'; output='/dev/fd/%d'; %s",
		    format, data, output[1], variables) < 0) {
		close(output[0]);
		close(output[1]);
		return -ENOMEM;
	}
	int error = run(folder, script, settings, data, output, picture);
	free(settings);
	return error || is_whole(picture, format) ? error : -EIO;
}

int gnuplot_draw(const char *chart, const char *format, int data, const char *variables,
	struct picture *picture, struct complaint *complaint)
{
	char folder[PATH_MAX];
	*picture = (struct picture){ NULL, 0 };
	int error = find(chart, folder, complaint);
	if (error)
		return error;
	error = draw(folder, chart, format, data, variables, picture);
	if (error == -ENOENT)
		complain(complaint, "gnuplot is not installed: no charts (sh scripts/setup.sh)");
	else if (error)
		complain(complaint, "gnuplot failed on %s.gp: %s", chart,
			error == -ENODATA ? "it says why itself" : strerror(-error));
	if (error) {
		free(picture->bytes);
		*picture = (struct picture){ NULL, 0 };
	}
	return error;
}
