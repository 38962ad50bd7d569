/* The filter outlives an exec, and the handler does not. So it traps only the text that is mapped
 * now, at addresses that each exec draws anew: the next program runs unwatched until it is armed
 * again. What is loaded later makes its calls by libc, whose text is trapped.
 *
 *   other architecture -> allow | for each text: in it -> trap | allow */
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

#define REMEDY "permit seccomp(2): in a container --security-opt seccomp=unconfined"
#ifndef SYS_SECCOMP
#define SYS_SECCOMP 1 /* si_code of its SIGSYS: asm-generic/siginfo.h */
#endif

enum {
	TRAP_DATA = 0x7a71, /* si_errno: ours, and not a filter of the program's */
	INSTRUCTIONS_MAX = 4096, /* BPF_MAXINSNS */
	TEXT_LENGTH = 6, /* instructions for each text */
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
	program->code[program->length++] = instruction;
}

/* Adds a text that lies within 4 GiB: the filter compares 32 bits at a time. */
static void trap_text(struct program *program, uint64_t start, uint64_t end)
{
	if (program->length + TEXT_LENGTH >= INSTRUCTIONS_MAX) {
		program->full = true;
		return;
	}
	add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HIGH_AT));
	add(program, (struct sock_filter)BPF_JUMP(
			     BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(start >> 32), 0, 4));
	add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, LOW_AT));
	add(program,
		(struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)start, 0, 2));
	add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, (uint32_t)end, 1, 0));
	add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP | TRAP_DATA));
}

/* Adds a text, split at a border of 4 GiB. The pointer that the filter sees is behind its
 * instruction, at most at the end of the text. */
static void trap_split(struct program *program, uint64_t start, uint64_t end)
{
	uint64_t border = (start | UINT32_MAX) + 1;
	if (end >= border) {
		trap_text(program, start, border - 1);
		start = border;
	}
	trap_text(program, start, end);
}

/* Adds the text of an object, except our own, and except one that lies where it was linked to: the
 * next such program, which may have no handler yet, will lie there too. */
static int trap_object(struct dl_phdr_info *object, size_t size, void *data)
{
	(void)size;
	for (int i = 0; object->dlpi_addr && i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
		uint64_t start = object->dlpi_addr + segment->p_vaddr;
		uint64_t end = start + segment->p_memsz;
		bool ours = (uint64_t)raw_text >= start && (uint64_t)raw_text < end;
		if (segment->p_type == PT_LOAD && segment->p_flags & PF_X && !ours)
			trap_split(data, start, end);
	}
	return 0;
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

static long install(const struct program *program)
{
	struct sock_fprog filter = { program->length, (struct sock_filter *)program->code };
	long error = raw(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	return error ? error : raw(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter);
}

__attribute__((constructor)) static void begin(void)
{
	static struct trap trap = { .code = SYS_SECCOMP, .data = TRAP_DATA };
	static struct program program = {
		.code = {
			BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARCH_AT),
			BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
			BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		},
		.length = 3,
	};
	struct page *page = attach();
	if (!page)
		return;
	if (addresses_are_fixed())
		attach_fail(page, 0, "a filter on addresses that the next program has too",
			"let them be drawn: kernel.randomize_va_space=2, no setarch -R");
	dl_iterate_phdr(is_left_out, &trap.partial);
	dl_iterate_phdr(trap_object, &program);
	add(&program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
	if (program.full)
		attach_fail(page, E2BIG, "a filter of all that the program has loaded", NULL);
	emulate_begin(page, &trap);
	long error = install(&program);
	if (error)
		attach_fail(page, (int)-error, "installing a seccomp filter", REMEDY);
}
