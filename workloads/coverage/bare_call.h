/* A call by its instruction, without libc. */
#ifndef TRACETAX_BARE_CALL_H
#define TRACETAX_BARE_CALL_H

#if defined __x86_64__

static inline long bare_call(long number, long a, long b, long c)
{
	long answer;
	__asm__ volatile("syscall"
			 : "=a"(answer)
			 : "a"(number), "D"(a), "S"(b), "d"(c)
			 : "rcx", "r11", "memory");
	return answer;
}

#elif defined __i386__

static inline long bare_call(long number, long a, long b, long c)
{
	long answer;
	__asm__ volatile("int $0x80"
			 : "=a"(answer)
			 : "a"(number), "b"(a), "c"(b), "d"(c)
			 : "memory");
	return answer;
}

#elif defined __aarch64__

static inline long bare_call(long number, long a, long b, long c)
{
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	__asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
	return x0;
}

#elif defined __riscv

static inline long bare_call(long number, long a, long b, long c)
{
	register long a7 __asm__("a7") = number;
	register long a0 __asm__("a0") = a;
	register long a1 __asm__("a1") = b;
	register long a2 __asm__("a2") = c;
	__asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2) : "memory");
	return a0;
}

#endif

/* Makes so many calls that take no argument; returns how many had this answer. */
static inline long bare_calls(long calls, long number, long due)
{
	long right = 0;
	for (long i = 0; i < calls; i++)
		right += bare_call(number, 0, 0, 0) == due;
	return right;
}

#endif
