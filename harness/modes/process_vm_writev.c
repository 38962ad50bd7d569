#include <errno.h>

#include "loops/process_vm.h"

static ssize_t move_all(struct memory *memory)
{
	struct iovec local = { memory->buffer, memory->bytes };
	ssize_t n =
		process_vm_writev(memory->owner, &local, 1, memory->pieces, memory->n_pieces, 0);
	return n < 0 ? -errno : n;
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.move = move_all,
		.part = process_vm_write_part,
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
