#include "loops/process_vm.h"

static void write_pieces(uint64_t ops)
{
	memory_ops(ops, memory_each, process_vm_write_part);
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
	.name = "process-vm-writev-each",
	.summary = "process_vm_writev, a call for each piece",
	.since = "3.2",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_WRITE,
	.pieces = true,
	.supervise = supervise,
};
