/* hazard_queue N: a child queues N real-time signals, numbered, then ends. Fails unless each
 * arrives once and in its turn, and SIGCHLD after them. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t next, in_turn = 1, children;

static void take(int signal, siginfo_t *info, void *unused)
{
	(void)unused;
	if (signal == SIGCHLD)
		children++;
	else if (info->si_value.sival_int != next++)
		in_turn = 0;
}

static void send(pid_t to, int n)
{
	for (int i = 0; i < n; i++)
		while (sigqueue(to, SIGRTMIN, (union sigval){ .sival_int = i }) < 0)
			if (errno != EAGAIN) /* the queue is full */
				_exit(1);
	_exit(0);
}

int main(int argc, char **argv)
{
	int n = argc == 2 ? atoi(argv[1]) : 0, status;
	struct sigaction action = { .sa_sigaction = take, .sa_flags = SA_SIGINFO | SA_RESTART };
	sigaction(SIGRTMIN, &action, NULL);
	sigaction(SIGCHLD, &action, NULL);
	pid_t self = getpid(), child = fork();
	if (child == 0)
		send(self, n);
	if (waitpid(child, &status, 0) != child || status != 0)
		return 1;
	while (next < n || children < 1)
		usleep(1000);
	return !(in_turn && next == n && children == 1);
}
