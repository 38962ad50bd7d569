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

enum {
	PICTURE_MAX = 64 << 20,
	NOTHING_TO_DRAW = 3, /* the exit status that reading.gp gives */
};

/* Starts gnuplot in a directory, with `output` as its standard output. Drops its messages: who runs
 * the script by hand sees them. */
static int spawn(char *script, struct form form, int directory, int output, pid_t *pid)
{
	extern char **environ;
	char settings[64];
	int n = snprintf(settings, sizeof settings, "format='%s'", form.format);
	if (form.width)
		snprintf(settings + n, sizeof settings - (size_t)n, "; WIDTH=%d", form.width);
	/* -d: ignores the user's ~/.gnuplot */
	char *argv[] = { (char[]){ "gnuplot" }, (char[]){ "-d" }, (char[]){ "-e" }, settings,
		script, NULL };
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addfchdir_np(&actions, directory);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int error = posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return -error;
}

/* Reads until the last writer has closed its end. */
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

/* Waits for gnuplot. Returns 0, -ENODATA if our scripts found nothing to draw, or -EIO. */
static int await(pid_t pid)
{
	int status = 0;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (status == 0)
		return 0;
	return WIFEXITED(status) && WEXITSTATUS(status) == NOTHING_TO_DRAW ? -ENODATA : -EIO;
}

/* Tells whether a picture is complete: gnuplot's exit status does not tell if it ran out of
 * room. */
static bool is_whole(const struct picture *picture, const char *format)
{
	static const char svg[] = "</svg>", png[] = "IEND\xae\x42\x60\x82";
	const char *end = strcmp(format, "svg") == 0 ? svg : png;
	size_t n = picture->n, length = strlen(end);
	while (n > 0 && picture->bytes[n - 1] == '\n')
		n--;
	return n >= length && memcmp(picture->bytes + n - length, end, length) == 0;
}

/* Runs gnuplot and takes what it draws. */
static int run(char *script, struct form form, int directory, struct picture *picture)
{
	pid_t pid;
	int output[2];
	if (pipe2(output, O_CLOEXEC) < 0)
		return -errno;
	int error = spawn(script, form, directory, output[1], &pid);
	close(output[1]);
	int taken = error ? 0 : take(output[0], picture);
	close(output[0]);
	if (!error)
		error = await(pid);
	if (!error)
		error = taken;
	return error || is_whole(picture, form.format) ? error : -EIO;
}

int gnuplot_draw(const char *chart, struct form form, int directory, struct picture *picture,
	struct complaint *complaint)
{
	char file[64], script[PATH_MAX];
	*picture = (struct picture){ NULL, 0 };
	snprintf(file, sizeof file, "charts/%s.gp", chart);
	int error = resource_path(file, script, sizeof script);
	if (error) {
		complain(complaint, "%s: %s: no charts", file, strerror(-error));
		return error;
	}
	error = run(script, form, directory, picture);
	if (error == -ENOENT)
		complain(complaint, "gnuplot is not installed: no charts (sh scripts/setup.sh)");
	else if (error == -ENODATA)
		complain(complaint, "%s: there is nothing to draw", file);
	else if (error)
		complain(complaint,
			"gnuplot failed on %s (%s): to see its message, run gnuplot %s where the CSV files are",
			file, strerror(-error), script);
	if (error) {
		free(picture->bytes);
		*picture = (struct picture){ NULL, 0 };
	}
	return error;
}
