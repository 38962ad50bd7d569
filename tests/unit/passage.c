/* What a filter does with a call: found by following its program, and as the kernel does it. */
#include <check.h>
#include <stddef.h>
#include <string.h>

#include "modes/filters/passage.h"
#include "run.h"
#include "seccomp.h"

#define RETURN(answer)	   BPF_STMT(BPF_RET | BPF_K, answer)
#define IS(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)
#define ERRNO(number)	   (SECCOMP_RET_ERRNO | (number))

static struct sock_filter by_number[] = { LOAD(nr), IS(5, 0, 1), RETURN(ERRNO(EPERM)), ALLOW };
static struct sock_filter by_argument[] = { LOAD(nr), IS(5, 0, 2), LOAD(args[0]),
	BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 9, 1, 0), ALLOW, RETURN(SECCOMP_RET_KILL_PROCESS) };
static struct sock_filter looks_in_vain[] = { LOAD(nr), LOAD(args[0]), ALLOW };
static struct sock_filter returns_argument[] = { LOAD(args[0]), BPF_STMT(BPF_RET | BPF_A, 0) };
static struct sock_filter masked[] = { LOAD(nr), BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 4),
	IS(4, 0, 1), ALLOW, RETURN(SECCOMP_RET_LOG) };
static struct sock_filter added[] = { LOAD(nr), BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, 4), IS(9, 0, 1),
	ALLOW, RETURN(SECCOMP_RET_TRACE) };

static const struct {
	struct sock_fprog program;
	int call;
	const char *words;
	unsigned least, most;
	bool constant;
} ways[] = {
	{ OF(by_number), 5, "errno EPERM", 3, 3, false },
	{ OF(by_number), 6, "allow", 3, 3, true },
	{ OF(by_argument), 5, "allow or kill", 5, 5, false },
	{ OF(by_argument), 6, "allow", 3, 3, true },
	{ OF(looks_in_vain), 5, "allow", 3, 3, false },
	{ OF(returns_argument), 5, "allow or kill", 2, 2, false },
	{ OF(masked), 5, "allow", 4, 4, true },
	{ OF(masked), 3, "log", 4, 4, false },
	{ OF(added), 5, "allow", 4, 4, false },
	{ OF(added), 6, "trace", 4, 4, false },
};

START_TEST(each_way)
{
	char words[64];
	const struct seccomp_data data = { .nr = ways[_i].call };
	struct passage passage = passage_of(&ways[_i].program, &data, false);
	ck_assert_str_eq(passage_words(&passage, words, sizeof words), ways[_i].words);
	ck_assert_uint_eq(passage.least, ways[_i].least);
	ck_assert_uint_eq(passage.most, ways[_i].most);
	ck_assert_int_eq(passage.constant, ways[_i].constant);
}
END_TEST

/* A thousand jumps that unknown values decide, each to the same place: more ways than can be
 * followed, but no more than a million instructions are. */
START_TEST(too_many_ways)
{
	enum { JUMPS = 1000 };
	static struct sock_filter all[2 * JUMPS + 1];
	const struct seccomp_data data = { .nr = 1 };
	for (int i = 0; i < JUMPS; i++) {
		all[2 * i] = (struct sock_filter)LOAD(args[1]);
		all[2 * i + 1] = (struct sock_filter)IS((unsigned)i, 0, 0);
	}
	all[2 * JUMPS] = (struct sock_filter)ALLOW;
	struct passage passage = passage_of(&PROGRAM(all), &data, false);
	ck_assert_uint_eq(passage.strictest, SECCOMP_RET_KILL_PROCESS);
	ck_assert_uint_eq(passage.mildest, SECCOMP_RET_ALLOW);
	passage = passage_of(&PROGRAM(all), &data, true);
	ck_assert_uint_eq(passage.strictest, SECCOMP_RET_ALLOW);
	ck_assert_uint_eq(passage.least, LENGTH(all));
}
END_TEST

static const struct {
	struct sock_fprog program;
	bool answer_ignored;
	const char *words; /* NULL: it lets the calls through */
} refusals[] = {
	{ OF(by_number), false, NULL },
	{ OF(by_argument), false, NULL },
	{ OF(masked), false, NULL },
	{ OF(added), false, "its filter answers getpid with ENOSYS" },
	{ OF(added), true, NULL },
	{ MADE(RETURN(ERRNO(EPERM))), false, "its filter answers getpid with EPERM" },
	{ MADE(RETURN(ERRNO(EPERM))), true, NULL },
	{ MADE(RETURN(SECCOMP_RET_TRAP)), true, "its filter ends a program that calls getpid" },
	{ MADE(RETURN(SECCOMP_RET_KILL_THREAD)), true,
		"its filter ends a program that calls getpid" },
	{ MADE(RETURN(SECCOMP_RET_USER_NOTIF)), false, "its filter answers getpid with ENOSYS" },
};

START_TEST(each_refusal)
{
	static const int calls[] = { SYS_getpid, SYS_getppid };
	char words[96] = "";
	bool refuses = passage_refuses(&refusals[_i].program, calls, LENGTH(calls),
		refusals[_i].answer_ignored, words, sizeof words);
	ck_assert_int_eq(refuses, refusals[_i].words != NULL);
	ck_assert_str_eq(words, refusals[_i].words ? refusals[_i].words : "");
}
END_TEST

static uint32_t random_below(uint32_t n)
{
	static uint64_t state = 1;
	state = state * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)(state >> 33) % n;
}

/* A random instruction with so many behind it in the body; jumps stay within it. */
static struct sock_filter random_instruction(uint32_t left)
{
	static const uint16_t codes[] = { BPF_LD | BPF_W | BPF_ABS, BPF_LD | BPF_W | BPF_LEN,
		BPF_LDX | BPF_W | BPF_LEN, BPF_LD | BPF_IMM, BPF_LDX | BPF_IMM, BPF_MISC | BPF_TAX,
		BPF_MISC | BPF_TXA, BPF_ST, BPF_STX, BPF_LD | BPF_MEM, BPF_LDX | BPF_MEM,
		BPF_ALU | BPF_NEG, BPF_ALU | BPF_ADD | BPF_K, BPF_ALU | BPF_ADD | BPF_X,
		BPF_ALU | BPF_SUB | BPF_K, BPF_ALU | BPF_SUB | BPF_X, BPF_ALU | BPF_MUL | BPF_K,
		BPF_ALU | BPF_MUL | BPF_X, BPF_ALU | BPF_DIV | BPF_K, BPF_ALU | BPF_DIV | BPF_X,
		BPF_ALU | BPF_AND | BPF_K, BPF_ALU | BPF_AND | BPF_X, BPF_ALU | BPF_OR | BPF_K,
		BPF_ALU | BPF_OR | BPF_X, BPF_ALU | BPF_XOR | BPF_K, BPF_ALU | BPF_XOR | BPF_X,
		BPF_ALU | BPF_LSH | BPF_K, BPF_ALU | BPF_RSH | BPF_K, BPF_ALU | BPF_RSH | BPF_X,
		BPF_ALU | BPF_LSH | BPF_X, BPF_JMP | BPF_JA, BPF_JMP | BPF_JEQ | BPF_K,
		BPF_JMP | BPF_JGT | BPF_K, BPF_JMP | BPF_JGE | BPF_K, BPF_JMP | BPF_JSET | BPF_K,
		BPF_JMP | BPF_JEQ | BPF_X, BPF_JMP | BPF_JGT | BPF_X, BPF_JMP | BPF_JGE | BPF_X,
		BPF_JMP | BPF_JSET | BPF_X };
	uint16_t code = codes[random_below(LENGTH(codes))];
	uint32_t k = 1 + random_below(30);
	if (code == (BPF_LD | BPF_W | BPF_ABS)) /* the words of the six arguments */
		k = (uint32_t)offsetof(struct seccomp_data, args) + 4 * random_below(12);
	else if (BPF_MODE(code) == BPF_MEM || code == BPF_ST || code == BPF_STX)
		k = random_below(4);
	else if (code == (BPF_JMP | BPF_JA))
		k = random_below(left + 1);
	return (struct sock_filter){ code, (uint8_t)random_below(left + 1),
		(uint8_t)random_below(left + 1), k };
}

/* Makes a program that answers getppid with what a random body computes as its errno. */
static struct sock_fprog random_program(struct sock_filter *all, unsigned body)
{
	unsigned n = 0;
	all[n++] = (struct sock_filter)LOAD(nr);
	all[n++] = (struct sock_filter)IS(SYS_getppid, 1, 0);
	all[n++] = (struct sock_filter)ALLOW;
	for (unsigned i = 0; i < 4; i++) /* no word of memory is read before it is written */
		all[n++] = (struct sock_filter)BPF_STMT(BPF_ST, i);
	for (unsigned i = 0; i < body; i++)
		all[n++] = random_instruction(body - 1 - i);
	all[n++] = (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0x7ff);
	all[n++] = (struct sock_filter)BPF_STMT(BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_ERRNO);
	all[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_A, 0);
	return (struct sock_fprog){ (unsigned short)n, all };
}

/* The kernel's answer to getppid with these arguments, and ours. */
static void ck_same_answer(const struct sock_fprog *program, const struct seccomp_data *call)
{
	struct passage passage = passage_of(program, call, true);
	struct trial trial = kernel_tries(program, call);
	ck_assert_int_eq(trial.installed, 1);
	ck_assert_uint_eq(passage.strictest, passage.mildest);
	if (passage.strictest == SECCOMP_RET_KILL_THREAD)
		ck_assert(trial.killed);
	else
		ck_assert_int_eq(trial.called - 1, (int)(passage.strictest & SECCOMP_RET_DATA));
	struct passage any = passage_of(program, call, false);
	ck_assert_uint_le(any.least, passage.least);
	ck_assert_uint_ge(any.most, passage.most);
}

START_TEST(random_programs_as_the_kernel_runs_them)
{
	struct sock_filter all[64];
	struct complaint complaint;
	for (int i = 0; i < 300 && filters_are_permitted(); i++) {
		struct seccomp_data call = { .nr = SYS_getppid, .arch = seccomp_arch_native() };
		struct sock_fprog program = random_program(all, 1 + random_below(40));
		for (int a = 0; a < 6; a++)
			call.args[a] = random_below(40) | (__u64)random_below(40) << 32;
		ck_assert_msg(filter_check(&program, &complaint) == 0, "%s", complaint.text);
		ck_same_answer(&program, &call);
	}
}
END_TEST

static Suite *suite(void)
{
	Suite *passage = suite_create("passage");
	TCase *all = tcase_create("all");
	tcase_set_timeout(all, 120);
	tcase_add_loop_test(all, each_way, 0, LENGTH(ways));
	tcase_add_loop_test(all, each_refusal, 0, LENGTH(refusals));
	tcase_add_test(all, too_many_ways);
	tcase_add_test(all, random_programs_as_the_kernel_runs_them);
	suite_add_tcase(passage, all);
	return passage;
}

int main(void)
{
	return run_suite(suite());
}
