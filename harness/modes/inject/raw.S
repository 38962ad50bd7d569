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

	/* The program's call, and on behind it. %rcx is as a call leaves it. */
	function raw_detour
	.cfi_startproc
	.cfi_escape 0x0f, 4, 0x77, 0xc8, 0x00, 0x06 /* CFA: *(%rsp + 72) */
	.cfi_escape 0x10, 16, 3, 0x77, 0xd0, 0x00 /* return address at %rsp + 80 */
	syscall
	mov (%rsp), %rdi
	mov 8(%rsp), %rsi
	mov 16(%rsp), %rdx
	mov 24(%rsp), %r10
	mov 32(%rsp), %r8
	mov 40(%rsp), %r9
	mov 80(%rsp), %rcx
	mov 72(%rsp), %rsp
	.cfi_def_cfa rsp, 0
	.cfi_register rip, rcx
	function raw_detour_left
	jmp *%rcx
	.cfi_endproc

	/* The same by int 0x80, which leaves all registers as they are. */
	function raw_detour_ia32
	.cfi_startproc
	.cfi_escape 0x0f, 4, 0x77, 0xc8, 0x00, 0x06
	.cfi_escape 0x10, 16, 3, 0x77, 0xd0, 0x00
	int $0x80
	lea 80(%rsp), %rsp
	.cfi_def_cfa rsp, 136
	.cfi_offset rip, -136
	function raw_detour_ia32_left
	ret $128 /* the red zone */
	.cfi_endproc

	/* void raw_count(_Atomic uint64_t *count, uint64_t *counted) */
	function raw_count
	lock incq (%rdi)
	function raw_counted
	movq $1, (%rsi)
	ret

	/* Where the kernel begins each handler. What this one would return to is the record. */
	function raw_handler
	mov (%rsp), %rcx
	sub $8, %rsp
	call emulate_signal
	mov %rax, %rdi
	jmp raw_resume

	/* The same for SIGSYS, with signals open: notes in the block, if there is one, what is being
	 * served. %rbx is its context. */
	function raw_trap
	mov %rdx, %rbx
	mov (%rsp), %rcx
	cmpq $32640, 32(%rdx)
	jne 1f
	mov 16(%rdx), %rax
	cmpq $0, -96(%rax)
	jne 1f
	movq $0, -88(%rax)
	mov %rdx, -96(%rax)
	function raw_trap_noted
1:	sub $8, %rsp
	call emulate_signal
	mov %rax, %rdi
	function raw_trap_served
	cmpq $32640, 32(%rdi)
	jne raw_resume
	mov 16(%rdi), %rax
	movq $0, -96(%rax)

	/* void raw_resume(ucontext_t *): what it holds goes on; it lies in a frame of the kernel's */
	function raw_resume
	mov %rdi, %rsp
	mov $15, %eax /* rt_sigreturn */
	syscall
	function raw_resumed

	/* Where a clone with a stack of its own begins: what it resumes from lies on that stack. */
	function raw_child
	mov %rsp, %rdi
	call task_begin

	/* void raw_exit(void *block, size_t size, long status): ends the thread that runs on it */
	function raw_exit
	mov %rdx, %r8
	mov $11, %eax /* munmap */
	syscall
	mov %r8, %rdi
	mov $60, %eax /* exit */
	syscall

#endif
	.section .note.GNU-stack, "", @progbits
