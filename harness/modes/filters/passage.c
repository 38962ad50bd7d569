/* An interpreter of classic BPF as the kernel runs it on struct seccomp_data, over values that may
 * be unknown: where one decides a jump, both ways are followed. Jumps go forward only, so each way
 * ends. */
#include <seccomp.h>
#include <string.h>

#include "passage.h"

enum { STEPS_MAX = 1 << 20 };

struct value {
	uint32_t is;
	bool known;
};

struct registers {
	struct value a, x, memory[BPF_MEMWORDS];
};

struct walk {
	const struct sock_fprog *program;
	const struct seccomp_data *data;
	bool arguments_known;
	unsigned steps; /* of all ways together */
	struct passage passage;
};

static struct value known(uint32_t is)
{
	return (struct value){ is, true };
}

static struct value load(const struct walk *walk, uint32_t offset)
{
	uint32_t word;
	memcpy(&word, (const char *)walk->data + offset, sizeof word);
	return (struct value){ word,
		walk->arguments_known ||
			offset < offsetof(struct seccomp_data, instruction_pointer) };
}

static uint32_t compute(uint16_t operation, uint32_t a, uint32_t b)
{
	switch (operation) {
	case BPF_ADD:
		return a + b;
	case BPF_SUB:
		return a - b;
	case BPF_MUL:
		return a * b;
	case BPF_DIV:
		return a / b;
	case BPF_AND:
		return a & b;
	case BPF_OR:
		return a | b;
	case BPF_XOR:
		return a ^ b;
	case BPF_LSH:
		return a << (b & 31);
	case BPF_RSH:
		return a >> (b & 31);
	default:
		return -a; /* BPF_NEG */
	}
}

static bool holds(uint16_t operation, uint32_t a, uint32_t b)
{
	switch (operation) {
	case BPF_JEQ:
		return a == b;
	case BPF_JGT:
		return a > b;
	case BPF_JGE:
		return a >= b;
	default:
		return a & b; /* BPF_JSET */
	}
}

static struct value operand(const struct sock_filter *instruction, const struct registers *r)
{
	return BPF_SRC(instruction->code) == BPF_X ? r->x : known(instruction->k);
}

/* Executes what is neither a jump nor a return. */
static void execute(
	const struct walk *walk, const struct sock_filter *instruction, struct registers *r)
{
	uint16_t code = instruction->code;
	uint32_t k = instruction->k;
	bool to_x = BPF_CLASS(code) == BPF_LDX;
	struct value value, b = operand(instruction, r);
	if (code == BPF_ST)
		r->memory[k] = r->a;
	else if (code == BPF_STX)
		r->memory[k] = r->x;
	else if (code == (BPF_MISC | BPF_TAX))
		r->x = r->a;
	else if (code == (BPF_MISC | BPF_TXA))
		r->a = r->x;
	else if (BPF_CLASS(code) == BPF_ALU)
		r->a = (struct value){ compute(BPF_OP(code), r->a.is, b.is),
			r->a.known && (BPF_OP(code) == BPF_NEG || b.known) };
	else {
		value = BPF_MODE(code) == BPF_ABS   ? load(walk, k)
			: BPF_MODE(code) == BPF_MEM ? r->memory[k]
			: BPF_MODE(code) == BPF_LEN ? known(sizeof(struct seccomp_data))
						    : known(k);
		*(to_x ? &r->x : &r->a) = value;
	}
}

/* Tells whether a is stricter than b: for the kernel that is the smaller action, as a signed
 * number. */
static bool is_stricter(uint32_t a, uint32_t b)
{
	return (int32_t)(a & SECCOMP_RET_ACTION_FULL) < (int32_t)(b & SECCOMP_RET_ACTION_FULL);
}

static void end_way(struct passage *passage, uint32_t answer, unsigned executed)
{
	bool first = passage->most == 0;
	if (first || is_stricter(answer, passage->strictest))
		passage->strictest = answer;
	if (first || is_stricter(passage->mildest, answer))
		passage->mildest = answer;
	if (first || executed < passage->least)
		passage->least = executed;
	if (executed > passage->most)
		passage->most = executed;
}

static void end_anyhow(struct passage *passage, unsigned executed)
{
	end_way(passage, SECCOMP_RET_KILL_PROCESS, executed);
	end_way(passage, SECCOMP_RET_ALLOW, executed);
}

/* Returns the answer of a return. A division by 0 returns 0, which kills the thread. */
static void take_return(struct walk *walk, const struct sock_filter *instruction,
	const struct registers *r, unsigned executed)
{
	if (BPF_RVAL(instruction->code) == BPF_K)
		end_way(&walk->passage, instruction->k, executed);
	else if (r->a.known)
		end_way(&walk->passage, r->a.is, executed);
	else
		end_anyhow(&walk->passage, executed);
}

static bool divides_by_0(const struct sock_filter *instruction, const struct registers *r)
{
	return instruction->code == (BPF_ALU | BPF_DIV | BPF_X) && r->x.is == 0;
}

static void follow(struct walk *walk, struct registers r, size_t at, unsigned executed)
{
	for (; walk->steps < STEPS_MAX; at++) {
		const struct sock_filter *instruction = &walk->program->filter[at];
		uint16_t code = instruction->code;
		struct value b = operand(instruction, &r);
		walk->steps++;
		executed++;
		if (BPF_CLASS(code) == BPF_RET) {
			take_return(walk, instruction, &r, executed);
			return;
		}
		if (divides_by_0(instruction, &r)) {
			end_way(&walk->passage, SECCOMP_RET_KILL_THREAD, executed);
			if (r.x.known)
				return;
			r.a.known = false;
		} else if (BPF_CLASS(code) != BPF_JMP) {
			execute(walk, instruction, &r);
		} else if (BPF_OP(code) == BPF_JA) {
			at += instruction->k;
		} else if (r.a.known && b.known) {
			at += holds(BPF_OP(code), r.a.is, b.is) ? instruction->jt : instruction->jf;
		} else {
			follow(walk, r, at + 1 + instruction->jf, executed);
			at += instruction->jt;
		}
	}
	end_anyhow(&walk->passage, executed);
}

/* Returns the operand that the kernel's own walk knows, or false: it knows less than ours. */
static bool loads_constant(
	const struct sock_filter *instruction, const struct seccomp_data *data, uint32_t *value)
{
	if (instruction->k == offsetof(struct seccomp_data, nr))
		*value = (uint32_t)data->nr;
	else if (instruction->k == offsetof(struct seccomp_data, arch))
		*value = data->arch;
	else
		return false;
	return true;
}

/* Does what seccomp_is_const_allow in kernel/seccomp.c does: it knows eight instructions, and gives
 * up at any other. */
static bool is_constant(const struct sock_fprog *program, const struct seccomp_data *data)
{
	uint32_t value = 0;
	for (size_t at = 0; at < program->len; at++) {
		const struct sock_filter *instruction = &program->filter[at];
		uint16_t code = instruction->code;
		if (code == (BPF_RET | BPF_K))
			return instruction->k == SECCOMP_RET_ALLOW;
		if (code == (BPF_JMP | BPF_JA))
			at += instruction->k;
		else if (BPF_CLASS(code) == BPF_JMP && BPF_SRC(code) == BPF_K)
			at += holds(BPF_OP(code), value, instruction->k) ? instruction->jt
									 : instruction->jf;
		else if (code == (BPF_ALU | BPF_AND | BPF_K))
			value &= instruction->k;
		else if (code != (BPF_LD | BPF_W | BPF_ABS) ||
			 !loads_constant(instruction, data, &value))
			return false;
	}
	return false;
}

struct passage passage_of(
	const struct sock_fprog *program, const struct seccomp_data *data, bool arguments_known)
{
	struct walk walk = { program, data, arguments_known, 0, { 0 } };
	struct registers registers = { .a.known = true, .x.known = true };
	follow(&walk, registers, 0, 0);
	walk.passage.constant = is_constant(program, data);
	return walk.passage;
}

struct passage passage_of_call(const struct sock_fprog *program, int call)
{
	const struct seccomp_data data = { .nr = call, .arch = seccomp_arch_native() };
	return passage_of(program, &data, false);
}
