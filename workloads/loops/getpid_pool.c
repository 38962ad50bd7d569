#include <sys/syscall.h>
#include <unistd.h>

#include "getpid_pool.h"
#include "page/page.h"

struct pool *getpid_pool;

static void call(uint64_t ops)
{
	while (ops--)
		syscall(SYS_getpid);
}

int getpid_pool_make(const struct page *page)
{
	getpid_pool = pool_new((uint32_t)page->job.size);
	return getpid_pool ? 0 : -1;
}

void getpid_pool_work(uint32_t task)
{
	pool_work(getpid_pool, task, call);
}

void getpid_pool_run(uint64_t ops)
{
	pool_round(getpid_pool, ops);
}
