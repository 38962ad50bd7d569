#include <errno.h>

#include "loops/memory_loop.h"

static ssize_t move_part(const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	struct iovec local = { buffer, n }, remote = { (void *)address, n };
	ssize_t moved = process_vm_writev(memory->owner, &local, 1, &remote, 1, 0);
	return moved < 0 ? -errno : moved;
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.move = memory_each,
		.part = move_part,
		.call = "process_vm_writev",
	};
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "process-vm-writev-each",
	.summary = "process_vm_writev, a call for each piece",
	.since = "3.2",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_WRITE,
	.pieces = true,
	.supervise = supervise,
};
