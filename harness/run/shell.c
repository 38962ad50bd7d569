#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "shell.h"
#include "signals.h"
#include "wrapper.h"

static int become_shell(void *command)
{
	sigset_t mask = signals_mask();
	int error = wrapper_silence();
	signals_restore();
	sigprocmask(SIG_SETMASK, &mask, NULL);
	if (!error)
		execl("/bin/sh", "sh", "-c", (const char *)command, NULL);
	return 127;
}

int shell_run(const char *command)
{
	pid_t shell = child_start(become_shell, (void *)command, SIGKILL);
	int status;
	if (shell < 0)
		return shell;
	while (waitpid(shell, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}
