/* timed_loop CALL COUNT: prints the nanoseconds that one CALL takes, by a clock of its own. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static double now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void loop(long call, unsigned long count)
{
	while (count--)
		syscall(call);
}

static long call_named(const char *name)
{
	if (strcmp(name, "getpid") == 0)
		return SYS_getpid;
	if (strcmp(name, "getppid") == 0)
		return SYS_getppid;
	return -1;
}

static unsigned long count_of(const char *text)
{
	char *end;
	errno = 0;
	unsigned long count = strtoul(text, &end, 10);
	return *end || errno || *text == '-' ? 0 : count;
}

int main(int argc, char **argv)
{
	long call = argc == 3 ? call_named(argv[1]) : -1;
	unsigned long count = argc == 3 ? count_of(argv[2]) : 0;
	if (call < 0 || count == 0) {
		fprintf(stderr, "usage: timed_loop getpid|getppid COUNT\n");
		return 2;
	}
	loop(call, count / 10); /* warm-up */
	double start = now_ns();
	loop(call, count);
	printf("%.3f\n", (now_ns() - start) / (double)count);
	return 0;
}
