/* The rules by which the kernel takes or refuses a program: net/core/filter.c, kernel/seccomp.c. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "filter.h"

#define EITHER(operation) operation | BPF_K : case operation | BPF_X

static bool is_jump(uint16_t code)
{
	switch (code) {
	case EITHER(BPF_JMP | BPF_JEQ):
	case EITHER(BPF_JMP | BPF_JGE):
	case EITHER(BPF_JMP | BPF_JGT):
	case EITHER(BPF_JMP | BPF_JSET):
		return true;
	default:
		return false;
	}
}

static bool is_arithmetic(uint16_t code)
{
	switch (code) {
	case EITHER(BPF_ALU | BPF_ADD):
	case EITHER(BPF_ALU | BPF_SUB):
	case EITHER(BPF_ALU | BPF_MUL):
	case EITHER(BPF_ALU | BPF_DIV):
	case EITHER(BPF_ALU | BPF_AND):
	case EITHER(BPF_ALU | BPF_OR):
	case EITHER(BPF_ALU | BPF_XOR):
	case EITHER(BPF_ALU | BPF_LSH):
	case EITHER(BPF_ALU | BPF_RSH):
	case BPF_ALU | BPF_NEG:
		return true;
	default:
		return false;
	}
}

static bool is_memory(uint16_t code)
{
	return code == (BPF_LD | BPF_MEM) || code == (BPF_LDX | BPF_MEM) || code == BPF_ST ||
	       code == BPF_STX;
}

static bool is_known(uint16_t code)
{
	switch (code) {
	case BPF_LD | BPF_W | BPF_ABS:
	case BPF_LD | BPF_W | BPF_LEN:
	case BPF_LDX | BPF_W | BPF_LEN:
	case BPF_LD | BPF_IMM:
	case BPF_LDX | BPF_IMM:
	case BPF_MISC | BPF_TAX:
	case BPF_MISC | BPF_TXA:
	case BPF_RET | BPF_K:
	case BPF_RET | BPF_A:
	case BPF_JMP | BPF_JA:
		return true;
	default:
		return is_jump(code) || is_arithmetic(code) || is_memory(code);
	}
}

/* Returns what is wrong with an instruction that has `left` others behind it, or NULL. */
static const char *wrong_in(const struct sock_filter *instruction, unsigned left)
{
	uint32_t k = instruction->k;
	uint16_t code = instruction->code;
	if (!is_known(code))
		return "seccomp has no such instruction";
	if (code == (BPF_LD | BPF_W | BPF_ABS) && (k >= sizeof(struct seccomp_data) || k % 4))
		return "it loads from outside struct seccomp_data, or unaligned";
	if (code == (BPF_ALU | BPF_DIV | BPF_K) && k == 0)
		return "it divides by 0";
	if ((code == (BPF_ALU | BPF_LSH | BPF_K) || code == (BPF_ALU | BPF_RSH | BPF_K)) && k >= 32)
		return "it shifts by 32 bits or more";
	if (is_memory(code) && k >= BPF_MEMWORDS)
		return "there is no such word of memory";
	if ((code == (BPF_JMP | BPF_JA) && k >= left) ||
		(is_jump(code) && (instruction->jt >= left || instruction->jf >= left)))
		return "it jumps beyond the end";
	return NULL;
}

/* The words of memory that hold a value on every way to an instruction. */
struct written {
	uint16_t now;
	uint16_t at[BPF_MAXINSNS];
};

static void jump(struct written *written, size_t to)
{
	written->at[to] &= written->now;
}

/* Takes one instruction into account; returns false if it loads a word that may be unwritten. */
static bool take(struct written *written, const struct sock_filter *all, size_t i)
{
	const struct sock_filter *instruction = &all[i];
	uint16_t code = instruction->code, word = (uint16_t)(1U << (instruction->k % BPF_MEMWORDS));
	written->now &= written->at[i];
	if (code == BPF_ST || code == BPF_STX)
		written->now |= word;
	if (code == (BPF_JMP | BPF_JA))
		jump(written, i + 1 + instruction->k);
	if (is_jump(code)) {
		jump(written, i + 1 + instruction->jt);
		jump(written, i + 1 + instruction->jf);
	}
	if (code == (BPF_JMP | BPF_JA) || is_jump(code))
		written->now = UINT16_MAX;
	return (code != (BPF_LD | BPF_MEM) && code != (BPF_LDX | BPF_MEM)) || written->now & word;
}

int filter_check(const struct sock_fprog *program, struct complaint *complaint)
{
	static struct written written;
	memset(&written, 0xff, sizeof written);
	written.now = 0;
	for (unsigned i = 0; i < program->len; i++) {
		const char *wrong = wrong_in(&program->filter[i], program->len - i - 1);
		if (!wrong && !take(&written, program->filter, i))
			wrong = "it loads a word of memory that may not have been written";
		if (wrong)
			return complain(complaint, "instruction %u (code 0x%02x): %s", i,
				program->filter[i].code, wrong);
	}
	if (BPF_CLASS(program->filter[program->len - 1].code) == BPF_RET)
		return 0;
	return complain(complaint, "the last of its %u instructions does not return", program->len);
}

uint64_t filter_fingerprint(const struct sock_fprog *program)
{
	const unsigned char *bytes = (const unsigned char *)program->filter;
	uint64_t hash = 0xcbf29ce484222325;
	for (size_t i = 0; i < program->len * sizeof *program->filter; i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3;
	return hash;
}
