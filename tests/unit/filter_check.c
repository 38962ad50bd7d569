/* Which programs are refused: with a reason, and as the kernel refuses them. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "modes/filters/filter.h"
#include "run.h"
#include "seccomp.h"

static struct complaint complaint;

static const struct {
	struct sock_fprog program;
	const char *why; /* NULL: it is sound */
} programs[] = {
	{ MADE(ALLOW), NULL },
	{ MADE(LOAD(nr)), "the last of its 1 instructions does not return" },
	{ MADE(ALLOW, LOAD(nr)), "the last of its 2 instructions does not return" },
	{ MADE(BPF_STMT(BPF_JMP | BPF_JA, 0), ALLOW), NULL },
	{ MADE(BPF_STMT(BPF_JMP | BPF_JA, 1), ALLOW),
		"instruction 0 (code 0x05): it jumps beyond" },
	{ MADE(BPF_STMT(BPF_JMP | BPF_JA, 0xffffffff), ALLOW), "it jumps beyond the end" },
	{ MADE(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 1, 0), ALLOW), "it jumps beyond the end" },
	{ MADE(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1), ALLOW), "it jumps beyond the end" },
	{ MADE(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0), ALLOW), NULL },
	{ MADE(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 60), ALLOW), NULL },
	{ MADE(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 64), ALLOW), "outside struct seccomp_data" },
	{ MADE(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 2), ALLOW), "unaligned" },
	{ MADE(BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0), ALLOW), "seccomp has no such instruction" },
	{ MADE(BPF_STMT(BPF_LD | BPF_W | BPF_IND, 0), ALLOW), "seccomp has no such instruction" },
	{ MADE(BPF_STMT(BPF_ALU | BPF_MOD | BPF_K, 1), ALLOW), "seccomp has no such instruction" },
	{ MADE(BPF_STMT(BPF_ALU | BPF_DIV | BPF_K, 0), ALLOW), "it divides by 0" },
	{ MADE(BPF_STMT(BPF_ALU | BPF_LSH | BPF_K, 32), ALLOW), "it shifts by 32 bits" },
	{ MADE(BPF_STMT(BPF_ST, 16), ALLOW), "there is no such word of memory" },
	{ MADE(BPF_STMT(BPF_LD | BPF_MEM, 3), ALLOW), "may not have been written" },
	{ MADE(BPF_STMT(BPF_ST, 3), BPF_STMT(BPF_LD | BPF_MEM, 3), ALLOW), NULL },
	/* each way to an instruction counts, and no other */
	{ MADE(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 2), BPF_STMT(BPF_ST, 3),
		  BPF_STMT(BPF_JMP | BPF_JA, 1), BPF_STMT(BPF_JMP | BPF_JA, 1),
		  BPF_STMT(BPF_LD | BPF_MEM, 3), ALLOW),
		NULL },
	{ MADE(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1), BPF_STMT(BPF_ST, 3),
		  BPF_STMT(BPF_LD | BPF_MEM, 3), ALLOW),
		"instruction 2 (code 0x60): it loads a word of memory that may not" },
};

START_TEST(each_program)
{
	const struct seccomp_data call = { .nr = SYS_getppid };
	int error = filter_check(&programs[_i].program, &complaint);
	ck_assert_int_eq(error != 0, programs[_i].why != NULL);
	ck_assert_msg(!error || strstr(complaint.text, programs[_i].why), "%s", complaint.text);
	if (filters_are_permitted())
		ck_assert_int_eq(kernel_tries(&programs[_i].program, &call).installed - 1,
			error ? EINVAL : 0);
}
END_TEST

/* The kernel decides which instructions there are. */
START_TEST(each_instruction_as_the_kernel_takes_it)
{
	const struct seccomp_data call = { .nr = SYS_getppid };
	for (unsigned code = 0; code < 512 && filters_are_permitted(); code++) {
		const struct sock_filter all[] = { BPF_STMT(BPF_ST, 4),
			BPF_JUMP((uint16_t)code, 4, 0, 0), ALLOW, ALLOW, ALLOW, ALLOW, ALLOW };
		bool sound = filter_check(&PROGRAM(all), &complaint) == 0;
		int installed = kernel_tries(&PROGRAM(all), &call).installed;
		ck_assert_msg(
			installed == (sound ? 1 : 1 + EINVAL), "code 0x%02x: %d", code, installed);
	}
}
END_TEST

START_TEST(fingerprints_tell_programs_apart)
{
	static struct sock_filter allow[] = { ALLOW }, twice[] = { ALLOW, ALLOW },
				  kill[] = { BPF_STMT(BPF_RET | BPF_K, 0) }, again[] = { ALLOW };
	uint64_t fingerprint = filter_fingerprint(&PROGRAM(allow));
	ck_assert_uint_eq(fingerprint, filter_fingerprint(&PROGRAM(again)));
	ck_assert_uint_ne(fingerprint, filter_fingerprint(&PROGRAM(twice)));
	ck_assert_uint_ne(fingerprint, filter_fingerprint(&PROGRAM(kill)));
}
END_TEST

static Suite *suite(void)
{
	Suite *filter_check = suite_create("filter_check");
	TCase *all = tcase_create("all");
	tcase_set_timeout(all, 120);
	tcase_add_loop_test(all, each_program, 0, LENGTH(programs));
	tcase_add_test(all, each_instruction_as_the_kernel_takes_it);
	tcase_add_test(all, fingerprints_tell_programs_apart);
	suite_add_tcase(filter_check, all);
	return filter_check;
}

int main(void)
{
	return run_suite(suite());
}
