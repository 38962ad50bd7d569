/* hazard_doomed: waits for its child by vfork(2), which sends it the signal that ends it. */
#include <sched.h>
#include <signal.h>
#include <unistd.h>

int main(void)
{
	pid_t parent = getpid(), child = vfork();
	if (child == 0) {
		kill(parent, SIGTERM);
		while (getppid() == parent)
			sched_yield();
		_exit(0);
	}
	return 1;
}
