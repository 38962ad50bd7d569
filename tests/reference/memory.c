/* memory METHOD COUNT: prints the nanoseconds that one read of eight bytes of a stopped process
 * takes, in a loop that does no more: the yardstick of the modes that read memory. METHOD is
 * peekdata, process-vm-readv or proc-mem. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long word, *target; /* private anonymous memory, as the workload's */

static double now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void read_words(const char *method, pid_t owner, int fd, long count)
{
	struct iovec local = { &word, sizeof word }, remote = { target, sizeof *target };
	if (strcmp(method, "peekdata") == 0)
		while (count--)
			word = ptrace(PTRACE_PEEKDATA, owner, target, 0);
	else if (strcmp(method, "process-vm-readv") == 0)
		while (count--)
			process_vm_readv(owner, &local, 1, &remote, 1, 0);
	else
		while (count--)
			if (pread(fd, &word, sizeof word, (off_t)(size_t)target) < 0)
				exit(1);
}

int main(int argc, char **argv)
{
	long count = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	char path[32];
	if (count <= 0) {
		fputs("usage: memory METHOD COUNT\n", stderr);
		return 2;
	}
	target = mmap(
		NULL, sizeof *target, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (target == MAP_FAILED)
		return 1;
	*target = 1;
	pid_t owner = fork();
	if (owner == 0) {
		*target = 1; /* its own page */
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		raise(SIGSTOP);
		return 0;
	}
	if (owner < 0 || waitpid(owner, NULL, 0) < 0)
		return 1;
	snprintf(path, sizeof path, "/proc/%d/mem", owner);
	int fd = open(path, O_RDONLY);
	read_words(argv[1], owner, fd, count / 4);
	double start = now_ns();
	read_words(argv[1], owner, fd, count);
	printf("%.3f\n", (now_ns() - start) / (double)count);
	kill(owner, SIGKILL);
	return word == *target ? 0 : 1;
}
