/* timed_loop CALL COUNT [TASKS [processes]]: prints the nanoseconds that one CALL takes, by a clock
 * of its own; with TASKS, threads or processes, each makes COUNT of them, and it is the time of all
 * by their number. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TASKS_MAX = 256 };

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

/* All begin and end together, and each tells when: the time to make and to reap them does not
 * count. */
static struct {
	pthread_barrier_t gate;
	struct {
		double begun, ended;
	} tasks[TASKS_MAX];
} * shared;

static void *work(void *argument)
{
	uintptr_t task = (uintptr_t)argument;
	pthread_barrier_wait(&shared->gate);
	shared->tasks[task].begun = now_ns();
	loop(call, count);
	shared->tasks[task].ended = now_ns();
	pthread_barrier_wait(&shared->gate);
	return NULL;
}

static int start_thread(uintptr_t task)
{
	pthread_t thread;
	return pthread_create(&thread, NULL, work, (void *)task);
}

static int start_process(uintptr_t task)
{
	pid_t child = fork();
	if (child == 0) {
		work((void *)task);
		_exit(0);
	}
	return child < 0;
}

static int share(unsigned long tasks)
{
	pthread_barrierattr_t attributes;
	shared = mmap(
		NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return shared == MAP_FAILED || pthread_barrierattr_init(&attributes) ||
	       pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) ||
	       pthread_barrier_init(&shared->gate, &attributes, (unsigned)tasks + 1);
}

/* Returns ns from the first that begins to the last that ends; negative if they cannot be made.
 * Their parent waits for them, as in most programs. */
static double time_of(int (*start_task)(uintptr_t), unsigned long tasks)
{
	if (share(tasks) != 0)
		return -1;
	for (uintptr_t i = 0; i < tasks; i++)
		if (start_task(i) != 0)
			return -1;
	pthread_barrier_wait(&shared->gate);
	pthread_barrier_wait(&shared->gate);
	double first = shared->tasks[0].begun, last = 0;
	for (unsigned long i = 0; i < tasks; i++) {
		first = shared->tasks[i].begun < first ? shared->tasks[i].begun : first;
		last = shared->tasks[i].ended > last ? shared->tasks[i].ended : last;
	}
	while (wait(NULL) > 0)
		;
	return last - first;
}

static double time_of_main(void)
{
	double start = now_ns();
	loop(call, count);
	return now_ns() - start;
}

int main(int argc, char **argv)
{
	call = argc >= 3 ? call_named(argv[1]) : -1;
	count = argc >= 3 ? count_of(argv[2]) : 0;
	unsigned long tasks = argc < 4 ? 1 : count_of(argv[3]);
	bool processes = argc == 5 && strcmp(argv[4], "processes") == 0;
	if (argc > 4 + processes || call < 0 || count == 0 || tasks == 0 || tasks > TASKS_MAX) {
		fprintf(stderr, "usage: timed_loop getpid|getppid COUNT [TASKS [processes]]\n");
		return 2;
	}
	loop(call, count / 10); /* warm-up */
	double time = argc < 4 ? time_of_main()
			       : time_of(processes ? start_process : start_thread, tasks);
	if (time < 0)
		return 2;
	printf("%.3f\n", time / (double)count / (double)tasks);
	return 0;
}
