/* A call that the kernel makes again by itself: the wait of a child that is stopped and continued
 * goes on as restart_syscall(2). To stop, to wait and to continue take a call each, so the argument
 * is divided by four. An io_uring looks whether the child waits: how often would be counted. */
#include <linux/futex.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "uring.h"

enum { LOOKS = 20000 }; /* where a task waits may not be told here */

static struct uring uring;

/* Awaits that the child waits, by the file that names the kernel's function in which it does. */
static int waits(int wchan)
{
	for (int i = 0; i < LOOKS; i++) {
		char name[64] = "";
		if (uring_read(&uring, wchan, name, sizeof name - 1) < 0)
			return 0;
		if (strstr(name, "futex"))
			return 1;
	}
	return 0;
}

/* Stops the child and continues it; tells whether it waits again. */
static int again(pid_t pid, int wchan)
{
	int status;
	return kill(pid, SIGSTOP) == 0 && waitpid(pid, &status, WUNTRACED) == pid &&
	       WIFSTOPPED(status) && kill(pid, SIGCONT) == 0 && waits(wchan);
}

/* Waits in a call that has a time-out; those without one begin again as they are. */
static _Noreturn void wait_long(void)
{
	static int word;
	struct timespec timeout = { .tv_sec = 1000 };
	syscall(SYS_futex, &word, FUTEX_WAIT, 0, &timeout, NULL, 0);
	_exit(1);
}

static int open_wchan(pid_t pid)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%ld/wchan", (long)pid);
	return open(path, O_RDONLY | O_CLOEXEC);
}

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv), right = 0;
	uring_open(&uring, IORING_SETUP_SQPOLL);
	uring_submit(&uring, 1);
	uring_await(&uring, 1);
	pid_t pid = fork();
	if (pid == 0)
		wait_long();
	int wchan = open_wchan(pid), waiting = waits(wchan);
	while (waiting && right < calls / 4 && again(pid, wchan))
		right++;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	if (!waiting)
		unusual_cannot("where a task waits");
	return unusual_end(calls, 4 * right);
}
