#include <errno.h>
#include <sys/uio.h>

#include "loops/memory_loop.h"

static int read_vector(const struct memory *memory)
{
	struct iovec local = { memory->buffer, memory->size };
	struct iovec remote = { (void *)memory->address, memory->size };
	ssize_t n = process_vm_readv(memory->owner, &local, 1, &remote, 1, 0);
	return n == (ssize_t)memory->size ? 0 : n < 0 ? -errno : -EIO;
}

static int supervise(struct run *run)
{
	static const struct memory_method method = { NULL, read_vector, "process_vm_readv" };
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "process-vm-readv",
	.summary = "process_vm_readv, one call",
	.since = "3.2",
	.changes = "no",
	.reads = "yes",
	.reads_memory = true,
	.supervise = supervise,
};
