/* hazard_exec_thread N PROGRAM [ARGUMENT...]: N processes in which a thread that is not the leader
 * execs, while leader and siblings are busy. Fails unless every PROGRAM ends with status 0. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIBLINGS = 3 };

static void *keep_busy(void *unused)
{
	for (;;)
		syscall(SYS_getppid);
	return unused;
}

static void *become(void *argv)
{
	execv(((char **)argv)[0], argv);
	_exit(1);
}

int main(int argc, char **argv)
{
	long n = argc > 2 ? atol(argv[1]) : 0;
	while (n-- > 0) {
		pid_t pid = fork();
		if (pid == 0) {
			pthread_t thread;
			for (int i = 0; i < SIBLINGS; i++)
				pthread_create(&thread, NULL, keep_busy, NULL);
			pthread_create(&thread, NULL, become, argv + 2);
			keep_busy(NULL);
		}
		int status;
		if (waitpid(pid, &status, 0) != pid || status != 0)
			return 1;
	}
	return 0;
}
