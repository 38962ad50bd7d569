/* timed_loop CALL COUNT [THREADS]: prints the nanoseconds that one CALL takes, by a clock of its
 * own; with THREADS, each makes COUNT of them, and it is the time of all by their number. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MAX = 256 };

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

static long call;
static unsigned long count;

static void *work(void *unused)
{
	loop(call, count);
	return unused;
}

/* That of main waits for them, as in most programs. */
static int loop_in(unsigned long threads)
{
	pthread_t thread[THREADS_MAX];
	for (unsigned long i = 0; i < threads; i++)
		if (pthread_create(&thread[i], NULL, work, NULL) != 0)
			return -1;
	for (unsigned long i = 0; i < threads; i++)
		pthread_join(thread[i], NULL);
	return 0;
}

int main(int argc, char **argv)
{
	call = argc >= 3 ? call_named(argv[1]) : -1;
	count = argc >= 3 ? count_of(argv[2]) : 0;
	bool in_main = argc < 4;
	unsigned long threads = in_main ? 1 : count_of(argv[3]);
	if (argc > 4 || call < 0 || count == 0 || threads == 0 || threads > THREADS_MAX) {
		fprintf(stderr, "usage: timed_loop getpid|getppid COUNT [THREADS]\n");
		return 2;
	}
	loop(call, count / 10); /* warm-up */
	double start = now_ns();
	if (in_main)
		work(NULL);
	else if (loop_in(threads) < 0)
		return 2;
	printf("%.3f\n", (now_ns() - start) / (double)count / (double)threads);
	return 0;
}
