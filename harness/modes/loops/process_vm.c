#include "process_vm.h"

#include <errno.h>

ssize_t process_vm_read_part(const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	struct iovec local = { buffer, n }, remote = { (void *)address, n };
	ssize_t moved = process_vm_readv(memory->owner, &local, 1, &remote, 1, 0);
	return moved < 0 ? -errno : moved;
}

ssize_t process_vm_write_part(
	const struct memory *memory, void *buffer, size_t n, uintptr_t address)
{
	struct iovec local = { buffer, n }, remote = { (void *)address, n };
	ssize_t moved = process_vm_writev(memory->owner, &local, 1, &remote, 1, 0);
	return moved < 0 ? -errno : moved;
}
