#include "loops/process_vm.h"

static void read_pieces(uint64_t ops)
{
	memory_ops(ops, process_vm_read_all, NULL);
}

static void read_texts(uint64_t ops)
{
	memory_ops(ops, memory_text, process_vm_read_part);
}

static int supervise(struct run *run)
{
	static const struct memory_method method = {
		.pieces = read_pieces,
		.text = read_texts,
		.call = "process_vm_readv",
	};
	return memory_loop(run, &method);
}

const struct mode mode = {
	.name = "process-vm-readv",
	.summary = "process_vm_readv, one call",
	.since = "3.2",
	.changes = "no",
	.reads = "yes",
	.memory = MEMORY_READ,
	.supervise = supervise,
};
