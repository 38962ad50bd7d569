#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "pass_on.h"
#include "shell.h"
#include "signals.h"
#include "tree.h"
#include "wrapper.h"

enum { GRACE_MS = 1000 };

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

static int status_of(pid_t child)
{
	int status = 0;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

int shell_run(const char *command)
{
	pid_t shell = child_start(become_shell, (void *)command, SIGKILL);
	return shell < 0 ? shell : status_of(shell);
}

/* Runs a command and ends as it does: the end of this process closes a pipe, which can be waited
 * for together with a signal. */
static int become_keeper(void *command)
{
	int status = shell_run(command);
	return status < 0 ? EXIT_FAILURE : signals_end_like(status);
}

/* Passes the signal on, unless a key of the terminal has sent it to all, and waits for the end. */
static void end_early(int alive, int interrupt)
{
	struct pollfd end = { alive, POLLIN, 0 };
	struct signalfd_siginfo info;
	if (read(interrupt, &info, sizeof info) != sizeof info)
		return;
	if (!pass_on_is_key((int)info.ssi_signo, info.ssi_code))
		tree_signal_rest((int)info.ssi_signo);
	poll(&end, 1, GRACE_MS);
	raise((int)info.ssi_signo);
}

/* Waits for the keeper. Returns its wait status, or 0 if it was interrupted. */
static int keep(pid_t keeper, int alive, int interrupt, bool *interrupted)
{
	struct pollfd fds[] = { { alive, POLLIN, 0 }, { interrupt, POLLIN, 0 } };
	while (poll(fds, 2, -1) < 0 && errno == EINTR)
		;
	if (!fds[1].revents)
		return status_of(keeper);
	*interrupted = true;
	end_early(alive, interrupt);
	tree_end(keeper);
	return 0;
}

int shell_run_until(const char *command, int interrupt, bool *interrupted)
{
	int alive[2];
	if (pipe2(alive, O_CLOEXEC) < 0)
		return -errno;
	pid_t keeper = child_start(become_keeper, (void *)command, SIGKILL);
	close(alive[1]);
	int status = keeper < 0 ? keeper : keep(keeper, alive[0], interrupt, interrupted);
	close(alive[0]);
	return status;
}
