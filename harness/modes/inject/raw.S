/* The calls of the injected objects; C declares them in raw.h and emulate.c. */
#ifdef __x86_64__

.macro function name
	.globl \name
	.hidden \name
	.type \name, @function
\name:
.endm

	.section raw_calls, "ax", @progbits

	/* long raw(long number, ...) */
	function raw
	.cfi_startproc
	mov %rdi, %rax
	mov %rsi, %rdi
	mov %rdx, %rsi
	mov %rcx, %rdx
	mov %r8, %r10
	mov %r9, %r8
	mov 8(%rsp), %r9
	syscall
	ret
	.cfi_endproc

	/* long raw_ia32(const greg_t registers[7]): int 0x80, eax ebx ecx edx esi edi ebp */
	function raw_ia32
	.cfi_startproc
	push %rbx
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset rbx, 0
	push %rbp
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset rbp, 0
	mov 0(%rdi), %rax
	mov 8(%rdi), %rbx
	mov 16(%rdi), %rcx
	mov 24(%rdi), %rdx
	mov 32(%rdi), %rsi
	mov 48(%rdi), %rbp
	mov 40(%rdi), %rdi
	int $0x80
	pop %rbp
	.cfi_adjust_cfa_offset -8
	.cfi_restore rbp
	pop %rbx
	.cfi_adjust_cfa_offset -8
	.cfi_restore rbx
	ret
	.cfi_endproc

	/* void raw_resume(ucontext_t *): what it holds goes on; it lies in a frame of the kernel's */
	function raw_resume
	mov %rdi, %rsp
	mov $15, %eax /* rt_sigreturn */
	syscall

	/* Where a handler returns to. Unwinders know it by these very bytes, and by nothing else. */
	function raw_restorer
	mov $15, %rax
	syscall

	/* Where a clone with a stack of its own begins: what it resumes from lies on that stack. */
	function raw_child
	mov %rsp, %rdi
	call emulate_child

#endif
	.section .note.GNU-stack, "", @progbits
