#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "workload.h"

static struct pollfd ready = { .events = POLLOUT };

static int setup(struct page *page)
{
	(void)page;
	ready.fd = eventfd(0, EFD_CLOEXEC);
	return ready.fd < 0 ? -1 : 0;
}

#ifdef SYS_poll
enum { POLL = SYS_poll };

static long poll_once(void)
{
	return syscall(SYS_poll, &ready, 1L, 0);
}
#else /* newer architectures have ppoll only */
enum { POLL = SYS_ppoll };

static long poll_once(void)
{
	struct timespec none = { 0 };
	return syscall(SYS_ppoll, &ready, 1L, &none, NULL, 0L);
}
#endif

static void run(uint64_t ops)
{
	while (ops--)
		if (poll_once() != 1)
			abort();
}

const struct workload workload = {
	.name = "poll",
	.summary = "poll of one descriptor that is ready, without waiting",
	.calls_per_op = 1,
	.calls = { POLL },
	.selects_per_op = 1,
	.select = { POLL },
	.setup = setup,
	.run = run,
};
