#include "loops/process_vm.h"

static void read_pieces(uint64_t ops)
{
	memory_ops(ops, memory_each, process_vm_read_part);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.pieces = read_pieces,
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
