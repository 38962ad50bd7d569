/* An io_uring without a library: its operations are reads of one byte of /dev/zero. */
#ifndef TRACETAX_URING_H
#define TRACETAX_URING_H

#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "unusual.h"

enum { URING_ENTRIES = 128 };

struct uring {
	int fd, zero;
	char *ring; /* both rings: since Linux 5.4 */
	struct io_uring_sqe *entries;
	struct io_uring_params params;
	char bytes[URING_ENTRIES];
};

static inline unsigned *uring_word(const struct uring *uring, unsigned offset)
{
	return (unsigned *)(void *)(uring->ring + offset);
}

static inline void *uring_map(const struct uring *uring, size_t size, off_t what)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, uring->fd, what);
	if (at == MAP_FAILED)
		unusual_cannot("mapping an io_uring");
	return at;
}

static inline void uring_open(struct uring *uring, unsigned flags)
{
	struct io_uring_params *p = &uring->params;
	*p = (struct io_uring_params){ .flags = flags, .sq_thread_idle = 60000 };
	uring->fd = (int)syscall(SYS_io_uring_setup, URING_ENTRIES, p);
	uring->zero = open("/dev/zero", O_RDONLY | O_CLOEXEC);
	if (uring->fd < 0 || uring->zero < 0)
		unusual_cannot("io_uring_setup");
	uring->ring = uring_map(uring, p->cq_off.cqes + p->cq_entries * sizeof(struct io_uring_cqe),
		IORING_OFF_SQ_RING);
	uring->entries =
		uring_map(uring, p->sq_entries * sizeof(struct io_uring_sqe), IORING_OFF_SQES);
}

/* Hands the kernel so many reads. */
static inline void uring_submit(struct uring *uring, unsigned n)
{
	unsigned *array = uring_word(uring, uring->params.sq_off.array);
	for (unsigned i = 0; i < n; i++) {
		uring->bytes[i] = 1;
		uring->entries[i] = (struct io_uring_sqe){ .opcode = IORING_OP_READ,
			.fd = uring->zero,
			.addr = (unsigned long)&uring->bytes[i],
			.len = 1 };
		array[i] = i;
	}
	__atomic_store_n(uring_word(uring, uring->params.sq_off.tail), n, __ATOMIC_RELEASE);
}

static inline unsigned uring_done(const struct uring *uring)
{
	return __atomic_load_n(uring_word(uring, uring->params.cq_off.tail), __ATOMIC_ACQUIRE);
}

/* Returns how many of the reads read their byte. */
static inline long uring_right(const struct uring *uring, unsigned n)
{
	const struct io_uring_cqe *done = (const void *)(uring->ring + uring->params.cq_off.cqes);
	long right = 0;
	for (unsigned i = 0; i < n && i < uring_done(uring); i++)
		right += done[i].res == 1 && uring->bytes[i] == 0;
	return right;
}

/* Awaits so many operations, for which it wakes the kernel's thread once: it begins asleep. To wait
 * in a call would be seen as well. */
static inline void uring_await(const struct uring *uring, unsigned n)
{
	syscall(SYS_io_uring_enter, uring->fd, 0, 0, IORING_ENTER_SQ_WAKEUP, NULL, 0);
	while (uring_done(uring) < n)
		continue;
}

/* Reads what the file begins with, by the kernel's thread, which is awake: this makes no call.
 * Returns what read(2) returns, or a negative errno. */
static inline int uring_read(const struct uring *uring, int fd, char *to, unsigned size)
{
	const struct io_uring_params *p = &uring->params;
	const struct io_uring_cqe *done = (const void *)(uring->ring + p->cq_off.cqes);
	unsigned n = uring_done(uring), at = n % p->sq_entries;
	uring->entries[at] = (struct io_uring_sqe){
		.opcode = IORING_OP_READ, .fd = fd, .addr = (unsigned long)to, .len = size
	};
	uring_word(uring, p->sq_off.array)[at] = at;
	__atomic_store_n(uring_word(uring, p->sq_off.tail), n + 1, __ATOMIC_RELEASE);
	while (uring_done(uring) == n)
		continue;
	__atomic_store_n(uring_word(uring, p->cq_off.head), n + 1, __ATOMIC_RELEASE);
	return done[n % p->cq_entries].res;
}

/* Returns how many operations to make. */
static inline unsigned uring_calls(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv);
	return calls > URING_ENTRIES ? URING_ENTRIES : (unsigned)calls;
}

#endif
