/* hazard_busy N CALLS: N children make calls without pause, until each has made so many. Prints how
 * many each made, the fewest first. */
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 32 };

static int by_value(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;
	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	int n = argc == 3 ? atoi(argv[1]) : 0;
	long calls = argc == 3 ? atol(argv[2]) : 0;
	atomic_long *made = mmap(NULL, MOST * sizeof *made, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pids[MOST];
	int there[2];
	if (n < 1 || n > MOST || calls < 1 || made == MAP_FAILED || pipe(there) != 0)
		return 2;
	int started = 0;
	for (; started < n; started++) {
		int i = started;
		pids[i] = fork();
		if (pids[i] < 0)
			break;
		while (pids[i] == 0) {
			syscall(SYS_getppid);
			if (++made[i] == calls && write(there[1], "", 1) != 1)
				return 3;
		}
	}
	char byte;
	for (int i = 0; started == n && i < n && read(there[0], &byte, 1) == 1; i++)
		;
	for (int i = 0; i < started; i++)
		kill(pids[i], SIGKILL);
	while (wait(NULL) > 0)
		;
	if (started < n)
		return 4;
	long sorted[MOST];
	for (int i = 0; i < n; i++)
		sorted[i] = made[i];
	qsort(sorted, (size_t)n, sizeof *sorted, by_value);
	for (int i = 0; i < n; i++)
		printf("%ld\n", sorted[i]);
	return 0;
}
