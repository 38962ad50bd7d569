/* The filter outlives an exec, and the handler does not: a call of the next program that it still
 * traps is the program's end. So it traps the calls that are mapped now, each at its very address,
 * and each exec draws addresses anew, mostly of 2^28: the next program runs unwatched until it is
 * armed again. What is loaded later makes its calls by libc, whose own are trapped.
 *
 *   other architecture -> allow
 *   for each 4 GiB that has calls: one of them, searched by halves -> trap | allow
 *
 * The kernel takes so many instructions of filters in all (MAX_INSNS_PER_PATH in kernel/seccomp.c):
 * what has no room left after a long chain of execs runs unwatched. */
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "inject/emulate.h"
#include "inject/raw.h"
#include "inject/sites.h"
#include "page/privileges.h"

#define REMEDY "permit seccomp(2): in a container --security-opt seccomp=unconfined"
#ifndef SYS_SECCOMP
#define SYS_SECCOMP 1 /* si_code of its SIGSYS: asm-generic/siginfo.h */
#endif

enum {
	TRAP_DATA = 0x7a71, /* si_errno: ours, and not a filter of the program's */
	INSTRUCTIONS_MAX = 4096, /* BPF_MAXINSNS */
	LEAF = 32, /* sites that are compared one by one */
	HALF = 32, /* bits: a filter compares as many at a time */
	ARCH_AT = offsetof(struct seccomp_data, arch),
	LOW_AT = offsetof(struct seccomp_data, instruction_pointer),
	HIGH_AT = LOW_AT + sizeof(uint32_t),
};

struct program {
	struct sock_filter code[INSTRUCTIONS_MAX];
	unsigned short length;
	bool full;
};

static void add(struct program *program, struct sock_filter instruction)
{
	program->full |= program->length == INSTRUCTIONS_MAX;
	if (!program->full)
		program->code[program->length++] = instruction;
}

static void load(struct program *program, uint32_t offset)
{
	add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset));
}

static void compare(
	struct program *program, uint16_t how, uint64_t with, uint8_t if_so, uint8_t if_not)
{
	add(program,
		(struct sock_filter)BPF_JUMP(BPF_JMP | how | BPF_K, (uint32_t)with, if_so, if_not));
}

static void end(struct program *program, uint32_t action)
{
	add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

/* Skips what is added between the two: a comparison skips 255 instructions at most. */
static unsigned short skip_from(struct program *program)
{
	add(program, (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 0));
	return program->length - 1;
}

static void skip_to_here(struct program *program, unsigned short from)
{
	program->code[from].k = program->length - from - 1U;
}

static void search(struct program *program, const uint64_t *sites, size_t n)
{
	size_t half = n / 2;
	if (n > LEAF) {
		compare(program, BPF_JGE, (uint32_t)sites[half], 0, 1);
		unsigned short lower = skip_from(program);
		search(program, sites, half);
		skip_to_here(program, lower);
		search(program, sites + half, n - half);
		return;
	}
	for (size_t i = 0; i < n; i++)
		compare(program, BPF_JEQ, (uint32_t)sites[i], (uint8_t)(n - i), 0);
	end(program, SECCOMP_RET_ALLOW);
	end(program, SECCOMP_RET_TRAP | TRAP_DATA);
}

/* Adds those that lie within 4 GiB. */
static void trap_near(struct program *program, const uint64_t *sites, size_t n)
{
	load(program, HIGH_AT);
	compare(program, BPF_JEQ, sites[0] >> HALF, 1, 0);
	unsigned short elsewhere = skip_from(program);
	load(program, LOW_AT);
	search(program, sites, n);
	skip_to_here(program, elsewhere);
}

/* Tells whether the program itself, which comes first, is such an object. */
static int is_left_out(struct dl_phdr_info *object, size_t size, void *data)
{
	(void)size;
	*(bool *)data = !object->dlpi_addr;
	return 1;
}

static bool addresses_are_fixed(void)
{
	char randomize = '2';
	int fd = open("/proc/sys/kernel/randomize_va_space", O_RDONLY | O_CLOEXEC);
	if (fd >= 0 && read(fd, &randomize, 1) != 1)
		randomize = '2';
	close(fd);
	return randomize == '0' || personality(0xffffffff) & ADDR_NO_RANDOMIZE;
}

static void write_filter(struct program *program, const struct sites *sites)
{
	load(program, ARCH_AT);
	compare(program, BPF_JEQ, AUDIT_ARCH_X86_64, 1, 0);
	end(program, SECCOMP_RET_ALLOW);
	for (size_t i = 0, next; i < sites->n; i = next) {
		for (next = i; next < sites->n && sites->at[next] >> HALF == sites->at[i] >> HALF;)
			next++;
		trap_near(program, sites->at + i, next - i);
	}
	end(program, SECCOMP_RET_ALLOW);
}

static long install(const struct sites *sites)
{
	static struct program program;
	write_filter(&program, sites);
	struct sock_fprog filter = { program.length, program.code };
	if (program.full)
		return -E2BIG;
	long error = raw(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	return error ? error : raw(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter);
}

__attribute__((constructor)) static void begin(void)
{
	static struct trap trap = { .code = SYS_SECCOMP, .data = TRAP_DATA };
	static struct sites sites;
	struct page *page = attach();
	if (!page)
		return;
	if (addresses_are_fixed())
		attach_fail(page, 0, "a filter on addresses that the next program has too",
			"let them be drawn: kernel.randomize_va_space=2, no setarch -R");
	dl_iterate_phdr(is_left_out, &trap.partial);
	sites_find(&sites);
	if (sites.incomplete)
		attach_fail(page, 0, "finding all calls of what the program has loaded", NULL);
	if (page->live.looks) /* the program before it may have installed a filter */
		privileges_look_here(page);
	bool passes = attach_passes(page);
	emulate_begin(page, &trap);
	long error = install(&sites);
	if (passes && (error == -ENOMEM || error == -E2BIG))
		attach_pass(page);
	else if (error)
		attach_fail(page, (int)-error, "installing a seccomp filter", REMEDY);
}
