/* A tracee's memory by process_vm_readv(2) and process_vm_writev(2). */
#ifndef TRACETAX_PROCESS_VM_H
#define TRACETAX_PROCESS_VM_H

#include <errno.h>

#include "memory_loop.h"

/* Make one call for all pieces: each is a memory_move. */
INLINED ssize_t process_vm_read_all(struct memory *memory, memory_part *none)
{
	(void)none;
	struct iovec local = { memory->buffer, memory->bytes };
	ssize_t moved =
		process_vm_readv(memory->owner, &local, 1, memory->pieces, memory->n_pieces, 0);
	return moved < 0 ? -errno : moved;
}

INLINED ssize_t process_vm_write_all(struct memory *memory, memory_part *none)
{
	(void)none;
	struct iovec local = { memory->buffer, memory->bytes };
	ssize_t moved =
		process_vm_writev(memory->owner, &local, 1, memory->pieces, memory->n_pieces, 0);
	return moved < 0 ? -errno : moved;
}

/* Make one call for one piece: each is a memory_part. */
INLINED ssize_t process_vm_read_part(
	const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	struct iovec local = { buffer, n }, remote = { (void *)address, n };
	ssize_t moved = process_vm_readv(memory->owner, &local, 1, &remote, 1, 0);
	return moved < 0 ? -errno : moved;
}

INLINED ssize_t process_vm_write_part(
	const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	struct iovec local = { buffer, n }, remote = { (void *)address, n };
	ssize_t moved = process_vm_writev(memory->owner, &local, 1, &remote, 1, 0);
	return moved < 0 ? -errno : moved;
}

#endif
