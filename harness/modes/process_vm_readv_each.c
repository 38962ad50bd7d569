#include <errno.h>

#include "loops/memory_loop.h"

static ssize_t move_part(const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	struct iovec local = { buffer, n }, remote = { (void *)address, n };
	ssize_t moved = process_vm_readv(memory->owner, &local, 1, &remote, 1, 0);
	return moved < 0 ? -errno : moved;
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.move = memory_each,
		.text = memory_text,
		.part = move_part,
		.call = "process_vm_readv",
	};
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "process-vm-readv-each",
	.summary = "process_vm_readv, a call for each piece",
	.since = "3.2",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_READ,
	.pieces = true,
	.supervise = supervise,
};
