/* hazard_end_all exit|kill: 64 threads in their calls, ended at once by exit_group(3)
 * or by SIGKILL. */
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { THREADS = 64 };
static pthread_barrier_t ready;

static void *keep_busy(void *unused)
{
	pthread_barrier_wait(&ready);
	for (;;)
		syscall(SYS_getppid);
	return unused;
}

int main(int argc, char **argv)
{
	pthread_barrier_init(&ready, NULL, THREADS + 1);
	for (int i = 0; i < THREADS; i++) {
		pthread_t thread;
		if (pthread_create(&thread, NULL, keep_busy, NULL) != 0)
			return 1;
	}
	pthread_barrier_wait(&ready);
	if (argc == 2 && strcmp(argv[1], "kill") == 0)
		kill(getpid(), SIGKILL);
	_exit(3);
}
