#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "page/park.h"
#include "workload.h"

enum { READ_END, WRITE_END };

static struct park *park;
static int there[2], back[2];

static void get(int fd)
{
	char byte;
	if (read(fd, &byte, 1) != 1)
		abort();
}

static void put(int fd)
{
	if (write(fd, "", 1) != 1)
		abort();
}

/* Closes the other process's ends, which would keep a pipe open after that process has died. */
static void keep(int in[2], int out[2])
{
	close(in[WRITE_END]);
	close(out[READ_END]);
}

static _Noreturn void answer(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1); /* it died before the line above */
	keep(there, back);
	for (uint32_t round = 0;;) {
		round = park_wait(park, round);
		for (uint64_t n = park->ops; n; n--) {
			get(there[READ_END]);
			put(back[WRITE_END]);
		}
		park_end(park, round);
	}
}

static int setup(struct page *page)
{
	(void)page;
	pid_t self = getpid();
	park = park_new(1);
	if (!park || pipe(there) < 0 || pipe(back) < 0)
		return -1;
	pid_t child = fork();
	if (child == 0)
		answer(self);
	keep(back, there);
	return child < 0 ? -1 : 0;
}

static void run(uint64_t ops)
{
	park_begin(park, ops);
	while (ops--) {
		put(there[WRITE_END]);
		get(back[READ_END]);
	}
	park_await(park);
}

const struct workload workload = {
	.name = "pipe",
	.summary = "two processes that send a byte to each other in turn, over two pipes",
	.calls_per_op = 4,
	.calls = { SYS_write, SYS_read, SYS_write, SYS_read },
	.calls_per_round = 4,
	.selects_per_op = 2,
	.select = { SYS_write, SYS_write },
	.many_tasks = true,
	.demands = COVER_FORK,
	.setup = setup,
	.run = run,
	.park = &park,
};
