/* hazard_fork N: N children that end at once, eight at a time, so that their first stops and their
 * parent's events come in every order. Fails unless every one was reaped with its own status. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TOGETHER = 8 };

int main(int argc, char **argv)
{
	long n = argc == 2 ? atol(argv[1]) : 0;
	for (long done = 0; done < n; done += TOGETHER) {
		for (int i = 0; i < TOGETHER; i++)
			if (fork() == 0)
				_exit(1 << i);
		int seen = 0, status;
		for (int i = 0; i < TOGETHER; i++)
			if (wait(&status) > 0 && WIFEXITED(status))
				seen |= WEXITSTATUS(status);
		if (seen != (1 << TOGETHER) - 1)
			return 1;
	}
	return 0;
}
