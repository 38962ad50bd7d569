/* syscall (0f 05) becomes call *%rax (ff d0), which is as long. %rax is the number of the call, so
 * a page at address 0 leads from each number to rewrite_entry. Nothing is disassembled: the first
 * trap at an address proves that its two bytes are a syscall instruction.
 *
 *   the site -> page 0, at the number -> springboard -> rewrite_entry: count, call -> the site
 *        \                   |                              | needs its context
 *         fault: beyond the page's sled  -> rewrite_trap -> handler, as if the site had trapped
 *
 * The call pushes its return address: into the red zone, if a leaf function has a syscall
 * instruction of its own and keeps something there meanwhile. glibc 2.36 has no such function.
 *
 * In the loop a thread's dispatch is switched off once a whole op has not trapped: all sites of the
 * loop are calls by then. It is switched on again at the first call after the loop:
 *
 *   dispatch   on: traps, their sites become calls | on: QUIET calls, no trap | off        | on
 *   looping    0 | 1 ...                                                     ... 1 | 0 ...
 *
 * A call from a site first met while dispatch is off would not be counted. */
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "dispatch.h"
#include "emulate.h"
#include "raw.h"
#include "rewrite.h"
#include "rights.h"

#ifdef __x86_64__

enum {
	PAGE = 4096,
	CACHE_LINE = 64,
	QUIET = 64, /* calls in a row without a trap: more than two ops of any workload */
	SLED = 600, /* more numbers than any kernel has, x32 included; short, as calls run through
		       it */
	SITES_MAX = 8192,
	SYSCALL_BYTES = 0x050f, /* as 16 bits */
	CALL_RAX_BYTES = 0xd0ff,
	TEXT = PROT_READ | PROT_EXEC,
	FAULT_PRESENT = 1, /* bits of the CPU's error code */
	FAULT_KEY = 1 << 5,
};

/* jmp. The bytes of its distance are instructions that do nothing, for numbers that lead there. */
enum { LONG_JUMP = 0x66909090 };
static const uint8_t long_jump[] = { 0xe9, 0x90, 0x90, 0x90, 0x66 };

/* movabs $address, %r11; jmp *%r11: a system call overwrites that register as well. */
struct __attribute__((packed)) jump {
	uint8_t load[2];
	void (*address)(void);
	uint8_t go[3];
};

void rewrite_entry(void);
void rewrite_trap(void);
bool rewrite_look(long number);
extern const char rewrite_trapped[];
_Atomic uint64_t *rewrite_stops;
const _Atomic uint32_t *rewrite_looping; /* NULL in a program that has no loop */

/* For each thread: whether its dispatch is off, and its calls in the loop since its last trap
 * there. Only programs that have a loop look: others may have threads that libc has not made. */
#define OF_THREAD _Thread_local __attribute__((tls_model("initial-exec")))
OF_THREAD uint32_t rewrite_off;
static OF_THREAD uint32_t quiet;

/* rewrite_entry calls rewrite_look when the loop runs and dispatch is on, or the loop does not run
 * and dispatch is off, and at calls that need the context of a trap. Its own syscall instruction is
 * in the text that is not intercepted; that of rewrite_trap is not, and traps. */
__asm__("	.pushsection " RAW_TEXT ", \"ax\", @progbits\n"
	"rewrite_entry:\n"
	"	.cfi_startproc\n"
	"	cmp $512, %rax\n" /* EMULATE_SPECIALS */
	"	jae 1f\n"
	"	lea emulate_special(%rip), %rcx\n"
	"	cmpq $0, (%rcx, %rax, 8)\n"
	"	jne 3f\n"
	"1:	mov rewrite_looping(%rip), %rcx\n"
	"	test %rcx, %rcx\n"
	"	jz 2f\n"
	"	mov rewrite_off@gottpoff(%rip), %r11\n"
	"	mov (%rcx), %ecx\n"
	"	cmp %ecx, %fs:(%r11)\n"
	"	jne 3f\n"
	"2:	mov rewrite_stops(%rip), %rcx\n"
	"	lock incq (%rcx)\n"
	"	syscall\n"
	"	ret\n"
	"3:	cmpq $0, rewrite_looping(%rip)\n"
	"	je rewrite_trap\n"
	"	lea -128(%rsp), %rsp\n" /* the red zone */
	"	.cfi_adjust_cfa_offset 128\n"
	"	.irp register, rax, rdi, rsi, rdx, r10, r8, r9\n"
	"	push %\\register\n"
	"	.cfi_adjust_cfa_offset 8\n"
	"	.endr\n"
	"	mov %rax, %rdi\n"
	"	call rewrite_look\n"
	"	test %al, %al\n"
	"	.irp register, r9, r8, r10, rdx, rsi, rdi, rax\n"
	"	pop %\\register\n"
	"	.cfi_adjust_cfa_offset -8\n"
	"	.endr\n"
	"	lea 128(%rsp), %rsp\n"
	"	.cfi_adjust_cfa_offset -128\n"
	"	jz 2b\n"
	"	jmp rewrite_trap\n"
	"	.cfi_endproc\n"
	"	.popsection\n"
	"	.pushsection .text\n"
	"rewrite_trap:\n"
	"	.cfi_startproc\n"
	"	syscall\n"
	"rewrite_trapped:\n"
	"	ud2\n"
	"	.cfi_endproc\n"
	"	.popsection\n");
_Static_assert(EMULATE_SPECIALS == 512, "the bound in rewrite_entry");

static _Atomic uintptr_t sites[SITES_MAX];
static _Atomic unsigned n_sites;
static atomic_flag busy = ATOMIC_FLAG_INIT;

static bool is_site(uintptr_t address)
{
	unsigned n = atomic_load(&n_sites);
	while (n > 0 && atomic_load(&sites[n - 1]) != address)
		n--;
	return n > 0;
}

static bool note_site(uintptr_t site)
{
	unsigned n = atomic_load(&n_sites);
	if (is_site(site))
		return true;
	if (n == SITES_MAX)
		return false;
	atomic_store(&sites[n], site);
	atomic_store(&n_sites, n + 1);
	return true;
}

/* Writes both bytes at once: otherwise another thread might run one old and one new byte. */
static void write_bytes(uintptr_t site)
{
	uint16_t expected = SYSCALL_BYTES;
	if (rights_readable((const void *)(site & ~(uintptr_t)7), 8) &&
		*(const uint16_t *)site == SYSCALL_BYTES && note_site(site))
		atomic_compare_exchange_strong((_Atomic uint16_t *)site, &expected, CALL_RAX_BYTES);
}

/* Leaves the page the rights that it has. Does not write to a shared one, which is another
 * process's too, or a file: its calls go on trapping, and it is not looked up each time. */
static void write_call(uintptr_t site)
{
	static long shared;
	long page = (long)(site & ~(uintptr_t)(PAGE - 1));
	if (site % CACHE_LINE == CACHE_LINE - 1 || page == shared)
		return;
	int rights = rights_of(site);
	if (rights < 0 || rights & RIGHTS_SHARED) {
		shared = page;
		return;
	}
	int open = rights | PROT_READ | PROT_WRITE;
	if (open != rights && raw(SYS_mprotect, page, (long)PAGE, (long)open) < 0)
		return;
	write_bytes(site);
	if (open != rights)
		raw(SYS_mprotect, page, (long)PAGE, (long)rights);
}

/* Rewrites a site. If another thread or an interrupted handler is doing so, leaves it to the next
 * trap. */
static void rewrite(uintptr_t site)
{
	if (atomic_flag_test_and_set(&busy))
		return;
	write_call(site);
	atomic_flag_clear(&busy);
}

static bool is_special(long number)
{
	return (unsigned long)number < EMULATE_SPECIALS && emulate_special[number];
}

static void seen(greg_t *r)
{
	if (rewrite_looping && *rewrite_looping)
		quiet = 0;
	if (r[REG_RIP] == (greg_t)rewrite_trapped) {
		r[REG_RIP] = *(greg_t *)r[REG_RSP];
		r[REG_RSP] += (greg_t)sizeof(greg_t);
	} else if (!is_special(r[REG_RAX])) {
		rewrite((uintptr_t)r[REG_RIP] - 2);
	}
}

/* Begins anew in a child, which has its parent's memory, but perhaps another loop. */
static void arm(void)
{
	if (rewrite_looping)
		quiet = 0;
	dispatch_again();
}

static void switch_on(void)
{
	if (!rewrite_looping || !rewrite_off)
		return;
	dispatch_again();
	rewrite_off = 0;
}

static void switch_off(void)
{
	rewrite_off = 1;
	dispatch_off();
}

/* Switches dispatch on or off as is due. Tells whether the call must trap; dispatch is on then. */
__attribute__((used)) bool rewrite_look(long number)
{
	bool special = is_special(number);
	if (special || !*rewrite_looping)
		switch_on();
	else if (++quiet > QUIET)
		switch_off();
	return special;
}

/* Has a fault at address 0 look as it does where nothing is mapped. */
static void hide_sled(siginfo_t *info, greg_t *r)
{
	if ((uintptr_t)info->si_addr >= PAGE)
		return;
	info->si_code = SEGV_MAPERR;
	r[REG_ERR] &= ~(greg_t)(FAULT_PRESENT | FAULT_KEY);
}

/* Makes a call with an invalid number trap, so that the kernel answers it. The fault is at the
 * address to which the number leads, or at the call itself if there can be no such address. */
static bool on_fault(siginfo_t *info, greg_t *r)
{
	if (info->si_code <= 0)
		return false; /* a process has sent it */
	if (is_site((uintptr_t)r[REG_RIP])) {
		r[REG_RSP] -= (greg_t)sizeof(greg_t);
		*(greg_t *)r[REG_RSP] = r[REG_RIP] + 2;
	} else if ((r[REG_RIP] != r[REG_RAX] && r[REG_RIP] > PAGE) ||
		   !rights_readable((const void *)r[REG_RSP], sizeof(greg_t)) ||
		   !is_site(*(uintptr_t *)r[REG_RSP] - 2)) {
		hide_sled(info, r);
		return false;
	}
	switch_on();
	r[REG_RIP] = (greg_t)rewrite_trap;
	return true;
}

/* jmp; nop. Entered at its second or third byte, it does nothing. */
static const uint8_t hop[] = { 0xeb, 0x66, 0x90 };
enum { HOP = 2 + 0x66 }; /* bytes from a hop to its target */

/* Fills the sled with hops, so that a call skips most of it. Each hop ends within the sled or at
 * its end. Returns where the hops end. */
static uint8_t *fill_hops(uint8_t *start, const uint8_t *end)
{
	for (; end - start >= HOP; start += sizeof hop)
		memcpy(start, hop, sizeof hop);
	return start;
}

/* Fills the rest so that an instruction that does nothing begins at every byte: 66 66 90, 66 90 or
 * 90. */
static void fill(uint8_t *start, const uint8_t *end)
{
	for (; start < end; start++)
		*start = (end - 1 - start) % 3 ? 0x66 : 0x90;
}

static void *map_at(void *address, int flags)
{
	void *page = mmap(
		address, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
	return page == MAP_FAILED ? NULL : page;
}

/* Maps the page at address 0. The numbers of calls lead to the jump; all others lead to the end of
 * the page, where nothing is. If the CPU can, makes the page executable but not readable, so that
 * reading through a null pointer still faults; workloads of ours do not read there. */
static bool map_sled(void)
{
	uint8_t *page = map_at(NULL, 0);
	if (!page)
		return false;
	fill(fill_hops(page, page + SLED), page + SLED);
	memcpy(page + SLED, long_jump, sizeof long_jump);
	fill(page + SLED + sizeof long_jump, page + PAGE);
	return mprotect(page, PAGE, PROT_EXEC) == 0 &&
	       mremap(page, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, NULL) != MAP_FAILED;
}

static bool map_springboard(void)
{
	static const struct jump jump = { { 0x49, 0xbb }, rewrite_entry, { 0x41, 0xff, 0xe3 } };
	uintptr_t at = SLED + sizeof long_jump + LONG_JUMP;
	uint8_t *page = map_at((void *)(at & ~(uintptr_t)(PAGE - 1)), MAP_FIXED_NOREPLACE);
	if (!page)
		return false;
	memcpy(page + at % PAGE, &jump, sizeof jump);
	return mprotect(page, PAGE, TEXT) == 0;
}

static bool begin(struct page *page)
{
	static const struct trap trap = {
		.code = DISPATCH_TRAP, .arm = arm, .seen = seen, .fault = on_fault
	};
	rewrite_stops = &page->live.stops;
	bool mapped = map_sled();
	if (!mapped && errno == EPERM && attach_passes(page)) {
		attach_pass(page);
		return false;
	}
	if (!mapped)
		attach_fail(page, errno, "mapping the page at address 0",
			"give CAP_SYS_RAWIO (run it as root), or set vm.mmap_min_addr=0");
	if (page->job.as_alone && rights_readable((const void *)sizeof(uint64_t), sizeof(uint64_t)))
		attach_fail(page, 0, "a page at address 0 that can be read as well",
			"take a CPU with protection keys (pku), or another mode");
	if (!map_springboard())
		attach_fail(page, errno, "mapping the page at 0x66909000", NULL);
	emulate_begin(page, &trap);
	return true;
}

#else

static const _Atomic uint32_t *rewrite_looping;

static bool begin(struct page *page)
{
	(void)page; /* raw.h */
	return true;
}

#endif

void rewrite_begin(struct page *page, const _Atomic uint32_t *looping)
{
	rewrite_looping = page->job.workload[0] ? looping : NULL;
	if (begin(page))
		dispatch_begin(page, SYSCALL_DISPATCH_FILTER_BLOCK);
}
