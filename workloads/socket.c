#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "workload.h"

static int ends[2];

static int setup(struct page *page)
{
	(void)page;
	return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
}

static void run(uint64_t ops)
{
	char byte = 'x';
	while (ops--)
		if (syscall(SYS_sendto, ends[0], &byte, (size_t)1, 0, NULL, 0L) != 1 ||
			syscall(SYS_recvfrom, ends[1], &byte, (size_t)1, 0, NULL, NULL) != 1)
			abort();
}

const struct workload workload = {
	.name = "socket",
	.summary = "send and recv of a byte over a socketpair, in one process",
	.calls_per_op = 2,
	.calls = { SYS_sendto, SYS_recvfrom },
	.selects_per_op = 1,
	.select = { SYS_sendto },
	.setup = setup,
	.run = run,
};
