#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "page/park.h"
#include "workload.h"

/* One direction between the threads. Its words are used in turn: a wake that comes late, when the
 * other side has already seen the value, must find no waiter, or a side would wait twice. */
struct way {
	_Atomic uint32_t words[2];
	uint64_t given, taken; /* each belongs to one side */
};

static struct park *park;
static struct way there, back;

static long futex(_Atomic uint32_t *word, int op, uint32_t value)
{
	return syscall(SYS_futex, word, op, value, NULL, NULL, 0);
}

static void give(struct way *way)
{
	_Atomic uint32_t *word = &way->words[way->given++ % 2];
	atomic_fetch_add(word, 1);
	futex(word, FUTEX_WAKE_PRIVATE, 1);
}

/* Waits with one call, even if the word has changed already. */
static void take(struct way *way)
{
	uint64_t turn = way->taken++;
	_Atomic uint32_t *word = &way->words[turn % 2];
	uint32_t seen = (uint32_t)(turn / 2);
	do
		futex(word, FUTEX_WAIT_PRIVATE, seen);
	while (atomic_load(word) == seen);
}

static void *answer(void *unused)
{
	for (uint32_t round = 0;;) {
		round = park_wait(park, round);
		for (uint64_t n = park->ops; n; n--) {
			take(&there);
			give(&back);
		}
		park_end(park, round);
	}
	return unused;
}

static int setup(struct page *page)
{
	(void)page;
	pthread_t thread;
	park = park_new(1);
	if (!park)
		return -1;
	errno = pthread_create(&thread, NULL, answer, NULL);
	return errno ? -1 : 0;
}

static void run(uint64_t ops)
{
	park_begin(park, ops);
	while (ops--) {
		give(&there);
		take(&back);
	}
	park_await(park);
}

const struct workload workload = {
	.name = "futex",
	.summary = "two threads that wait for and wake each other in turn",
	.calls_per_op = 4,
	.calls = { SYS_futex, SYS_futex, SYS_futex, SYS_futex },
	.calls_per_round = 4,
	.selects_per_op = 4,
	.select = { SYS_futex, SYS_futex, SYS_futex, SYS_futex },
	.selects_per_round = 4, /* the park's calls have that number too */
	.many_tasks = true,
	.demands = COVER_THREADS,
	.setup = setup,
	.run = run,
	.park = &park,
};
