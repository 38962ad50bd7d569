/* The start of a program without libc: it makes as many calls as its argument says, tells how many
 * were right, and ends. */
#ifndef TRACETAX_BARE_START_H
#define TRACETAX_BARE_START_H

#include "bare_call.h"

/* The headers with the numbers of calls may be there for one architecture only. */
#if defined __x86_64__
enum { BARE_WRITE = 1, BARE_GETPID = 39, BARE_EXIT = 231 };
__asm__(".globl _start\n_start:\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall bare_start\n");
#elif defined __i386__
enum { BARE_WRITE = 4, BARE_GETPID = 20, BARE_EXIT = 252 };
__asm__(".globl _start\n_start:\n\tmov %esp, %eax\n\tand $-16, %esp\n\tsub $12, %esp\n"
	"\tpush %eax\n\tcall bare_start\n");
#elif defined __aarch64__
enum { BARE_WRITE = 64, BARE_GETPID = 172, BARE_EXIT = 94 };
__asm__(".globl _start\n_start:\n\tmov x0, sp\n\tbl bare_start\n");
#elif defined __riscv
enum { BARE_WRITE = 64, BARE_GETPID = 172, BARE_EXIT = 94 };
__asm__(".globl _start\n_start:\n\tmv a0, sp\n\tcall bare_start\n");
#endif

_Noreturn void bare_start(const char *const *stack);

static inline long bare_number(const char *text)
{
	long number = 0;
	while (*text)
		number = 10 * number + (*text++ - '0');
	return number;
}

/* Writes a number so that it ends before `end`; returns its begin. */
static inline char *bare_digits(long number, char *end)
{
	do
		*--end = (char)('0' + number % 10);
	while ((number /= 10));
	return end;
}

static inline void bare_put(const char *text, long length, long *lost)
{
	*lost |= bare_call(BARE_WRITE, 1, (long)text, length) != length;
}

/* The stack has the number of arguments, and then the arguments. */
__attribute__((used)) _Noreturn void bare_start(const char *const *stack)
{
	static const char of[] = " of ", rest[] = " calls were answered as they should be\n";
	char text[24], *end = text + sizeof text, *begin;
	long calls = stack[2] ? bare_number(stack[2]) : 0, lost = 0;
	long right = bare_calls(calls, BARE_GETPID, bare_call(BARE_GETPID, 0, 0, 0));
	begin = bare_digits(right, end);
	bare_put(begin, end - begin, &lost);
	bare_put(of, sizeof of - 1, &lost);
	begin = bare_digits(calls, end);
	bare_put(begin, end - begin, &lost);
	bare_put(rest, sizeof rest - 1, &lost);
	bare_call(BARE_EXIT, lost || right != calls, 0, 0);
	__builtin_trap();
}

#endif
