/* A clock that counts instructions, as QEMU's -icount gives to the machine that it emulates. */
#include <math.h>

#include "page/clock.h"
#include "parts.h"

/* Each runs `turns` times a thousand instructions: additions that do not wait for each other, or
 * multiplications that do. On a CPU these take several times as long. */
#if defined(__x86_64__)
#define THOUSAND(instruction)                                                                      \
	__asm__ volatile("1:\n.rept 998\n" instruction "\n.endr\ndec %0\njnz 1b"                   \
			 : "+r"(turns)                                                             \
			 :                                                                         \
			 : "rax", "cc")
#define EASY "lea 1(%%rsp), %%rax"
#define HARD "imul %%rax, %%rax"
#elif defined(__aarch64__)
#define THOUSAND(instruction)                                                                      \
	__asm__ volatile("1:\n.rept 998\n" instruction "\n.endr\nsubs %0, %0, 1\nb.ne 1b"          \
			 : "+r"(turns)                                                             \
			 :                                                                         \
			 : "x9", "cc")
#define EASY "add x9, sp, 1"
#define HARD "mul x9, x9, x9"
#elif defined(__riscv) && __riscv_xlen == 64
#define THOUSAND(instruction)                                                                      \
	__asm__ volatile("1:\n.rept 998\n" instruction "\n.endr\naddi %0, %0, -1\nbnez %0, 1b"     \
			 : "+r"(turns)                                                             \
			 :                                                                         \
			 : "t0")
#define EASY "addi t0, zero, 1"
#define HARD "mul t0, t0, t0"
#else
#define THOUSAND(instruction) (turns = 0)
#define EASY		      ""
#define HARD		      ""
#endif

enum { ROUNDS = 8, SHORT = 20, LONG = 520, LEAST_NS = 10 };

static void easy(unsigned long turns)
{
	THOUSAND(EASY);
}

static void hard(unsigned long turns)
{
	THOUSAND(HARD);
}

/* Returns the shortest of many times, as an interruption only ever adds. */
static double least_ns(void (*run)(unsigned long turns), unsigned long turns)
{
	double least = INFINITY;
	for (int i = 0; i < ROUNDS; i++) {
		uint64_t start = clock_ns(CLOCK_MONOTONIC);
		run(turns);
		least = fmin(least, (double)clock_since(start));
	}
	return least;
}

/* Returns the time of a thousand instructions, without that of reading the clock. */
static double thousand_ns(void (*run)(unsigned long turns))
{
	return (least_ns(run, LONG) - least_ns(run, SHORT)) / (LONG - SHORT);
}

double machine_instructions_per_ns(void)
{
	static double known = -1;
	if (known >= 0)
		return known;
	if (least_ns(hard, SHORT) > 2 * least_ns(easy, SHORT))
		return known = 0; /* a CPU, as a short look tells */
	double cheap = thousand_ns(easy), costly = thousand_ns(hard);
	/* on an architecture that is not above both are next to nothing */
	known = costly > LEAST_NS && fabs(cheap / costly - 1) < 0.001 ? 1000 / costly : 0;
	return known;
}
