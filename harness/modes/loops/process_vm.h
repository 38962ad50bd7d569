/* A tracee's memory by process_vm_readv(2) and process_vm_writev(2). */
#ifndef TRACETAX_PROCESS_VM_H
#define TRACETAX_PROCESS_VM_H

#include "memory_loop.h"

/* Each as memory_method.part. */
ssize_t process_vm_read_part(
	const struct memory *memory, void *buffer, size_t n, uintptr_t address);
ssize_t process_vm_write_part(
	const struct memory *memory, void *buffer, size_t n, uintptr_t address);

#endif
