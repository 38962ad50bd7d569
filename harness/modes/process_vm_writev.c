#include "loops/process_vm.h"

static void write_pieces(uint64_t ops)
{
	memory_ops(ops, process_vm_write_all, NULL);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.pieces = write_pieces,
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
