#include <errno.h>

#include "loops/memory_loop.h"

static ssize_t move_all(struct memory *memory)
{
	struct iovec local = { memory->buffer, memory->bytes };
	ssize_t n =
		process_vm_writev(memory->owner, &local, 1, memory->pieces, memory->n_pieces, 0);
	return n < 0 ? -errno : n;
}

static ssize_t move_part(const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	struct iovec local = { buffer, n }, remote = { (void *)address, n };
	ssize_t moved = process_vm_writev(memory->owner, &local, 1, &remote, 1, 0);
	return moved < 0 ? -errno : moved;
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.move = move_all,
		.part = move_part,
		.call = "process_vm_writev",
	};
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "process-vm-writev",
	.summary = "process_vm_writev, one call",
	.since = "3.2",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_WRITE,
	.supervise = supervise,
};
