/* usage seconds|cpu|kib COMMAND...: runs it with its output thrown away, and prints its wall time,
 * its CPU time and the most memory that it had resident, or that memory alone. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FAILED = 1, USAGE = 2, NOT_STARTED = 127 };

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void become(char **argv)
{
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	dup2(null, STDOUT_FILENO);
	execvp(argv[0], argv);
	perror(argv[0]);
	_exit(NOT_STARTED);
}

static bool is_known(const char *word)
{
	return strcmp(word, "seconds") == 0 || strcmp(word, "cpu") == 0 || strcmp(word, "kib") == 0;
}

static double seconds_of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	struct rusage used;
	int status;
	if (argc < 3 || !is_known(argv[1])) {
		fputs("Usage: usage seconds|cpu|kib COMMAND...\n", stderr);
		return USAGE;
	}
	double start = now();
	pid_t pid = fork();
	if (pid == 0)
		become(argv + 2);
	if (pid < 0 || wait4(pid, &status, 0, &used) < 0) {
		perror("usage");
		return FAILED;
	}
	if (argv[1][0] == 's')
		printf("%.3f\n", now() - start);
	else if (argv[1][0] == 'c')
		printf("%.3f %ld\n", seconds_of(used.ru_utime) + seconds_of(used.ru_stime),
			used.ru_maxrss);
	else
		printf("%ld\n", used.ru_maxrss);
	return status == 0 ? 0 : FAILED;
}
