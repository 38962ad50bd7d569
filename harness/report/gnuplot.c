#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "gnuplot.h"
#include "run/resources.h"

int gnuplot_find(const char *name, struct gnuplot_script *script, struct complaint *complaint)
{
	char file[64];
	snprintf(file, sizeof file, "charts/%s.gp", name);
	int error = resource_path(file, script->path, sizeof script->path);
	if (!error && strpbrk(script->path, "'`\"\\"))
		error = -EINVAL; /* it goes into a gnuplot string */
	if (error) {
		complain(complaint, "%s: %s: no charts", file, strerror(-error));
		return error;
	}
	memcpy(script->folder, script->path, sizeof script->folder);
	*strrchr(script->folder, '/') = '\0';
	return 0;
}

static int spawn(const char *directory, const int *files, const char *variables, const char *script)
{
	extern char **environ;
	/* -d: not by the rules of the user's own ~/.gnuplot */
	char *argv[] = { (char[]){ "gnuplot" }, (char[]){ "-d" }, (char[]){ "-e" },
		(char *)variables, (char *)script, NULL };
	posix_spawn_file_actions_t actions;
	pid_t pid;
	int status = 0;
	posix_spawn_file_actions_init(&actions);
	if (directory)
		posix_spawn_file_actions_addchdir_np(&actions, directory);
	for (; files && *files >= 0; files++) /* onto itself: no longer closed on exec */
		posix_spawn_file_actions_adddup2(&actions, *files, *files);
	int error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (error)
		return -error;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return status ? -EIO : 0;
}

int gnuplot_run(const char *directory, const int *files, const char *variables,
	const struct gnuplot_script *script, struct complaint *complaint)
{
	int error = spawn(directory, files, variables, script->path);
	if (error == -ENOENT)
		complain(complaint, "gnuplot is not installed: no charts (sh scripts/setup.sh)");
	else if (error)
		complain(complaint, "gnuplot failed on %s: %s", script->path, strerror(-error));
	return error;
}
