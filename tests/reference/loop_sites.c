/* loop_sites OBJECT: in the place of the driver, with an injected object and a page of its own. How
 * many of the calls of instructions that are met before, in and after the loop it counts, a line
 * for each; the calls that are not counted were made with user dispatch off. 99: broken. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "page/page.h"

#ifdef __x86_64__

enum { BROKEN = 99, SITE_BYTES = 16, MANY = 1000, NO_CALL = 4000 };

/* long (*)(long number): each has an instruction of its own, and nothing in the red zone. */
extern const char sites[];
__asm__(".pushsection .text\n"
	".balign 16\n"
	"sites:\n"
	".rept 64\n"
	"	.balign 16\n"
	"	mov %rdi, %rax\n"
	"	syscall\n"
	"	ret\n"
	".endr\n"
	".popsection\n");

static struct page *page;
static int next_site;

static long call(int site, long number)
{
	return ((long (*)(long))(uintptr_t)(sites + site * SITE_BYTES))(number);
}

static unsigned long counted(int site, int times)
{
	pid_t pid = getpid();
	uint64_t before = atomic_load(&page->live.stops);
	for (int i = 0; i < times; i++)
		if (call(site, SYS_getpid) != pid)
			exit(BROKEN);
	return atomic_load(&page->live.stops) - before;
}

static void say(const char *who, unsigned long n)
{
	printf("%s: %lu\n", who, n);
	fflush(stdout);
}

static int new_site(void)
{
	return next_site++;
}

static void count_sites(const char *who)
{
	int known = new_site(), in_loop = new_site(), missed = new_site(), after = new_site();
	unsigned long n[5];
	n[0] = counted(known, 3);
	page->live.looping = 1;
	n[1] = counted(in_loop, MANY);
	n[2] = counted(missed, 3);
	page->live.looping = 0;
	counted(known, 1);
	n[3] = counted(missed, 3);
	n[4] = counted(after, 3);
	printf("%s: before %lu, in the loop %lu, late in it %lu, again after it %lu, after it "
	       "%lu\n",
		who, n[0], n[1], n[2], n[3], n[4]);
	fflush(stdout);
}

/* Waits while it is the other task's turn: only one of the two makes calls. */
static void hand_over(void)
{
	atomic_store(&page->live.gate, 1);
	while (!atomic_load(&page->live.done))
		continue;
	page->live.gate = page->live.done = 0;
}

static void await_turn(void)
{
	while (!atomic_load(&page->live.gate))
		continue;
}

static void end_turn(void)
{
	atomic_store(&page->live.done, 1);
}

static void *in_thread(void *unused)
{
	await_turn();
	count_sites("thread");
	end_turn();
	return unused;
}

static void count_thread(void)
{
	pthread_t thread;
	if (pthread_create(&thread, NULL, in_thread, NULL))
		exit(BROKEN);
	hand_over();
	pthread_join(thread, NULL);
}

static void child_ends(pid_t child)
{
	int status = -1;
	if (child < 0 || waitpid(child, &status, 0) != child || status)
		exit(BROKEN);
}

static void count_child(void)
{
	pid_t child = fork();
	if (child == 0) {
		await_turn();
		count_sites("child");
		end_turn();
		_exit(0);
	}
	hand_over();
	child_ends(child);
}

/* They need a trap, and the loop had none any more. */
static void count_specials(void)
{
	int known = new_site(), in_child = new_site(), in_parent = new_site();
	counted(known, 1);
	page->live.looping = 1;
	counted(known, MANY);
	if (call(known, NO_CALL) != -ENOSYS)
		exit(BROKEN);
	counted(known, MANY);
	pid_t child = (pid_t)call(known, SYS_fork);
	if (child == 0) {
		await_turn();
		say("child of a fork", counted(in_child, 3));
		end_turn();
		_exit(0);
	}
	hand_over();
	child_ends(child);
	say("parent of a fork", counted(in_parent, 3));
	page->live.looping = 0;
}

/* getpid with a value in each register of an argument, all of which are left as they are. */
static void check_registers(void)
{
	register long r10 __asm__("r10") = 10, r8 __asm__("r8") = 8, r9 __asm__("r9") = 9;
	long number = SYS_getpid, rdi = 1, rsi = 2, rdx = 3;
	__asm__ volatile(
		".balign 16\n\tsyscall"
		: "+a"(number), "+D"(rdi), "+S"(rsi), "+d"(rdx), "+r"(r10), "+r"(r8), "+r"(r9)
		:
		: "rcx", "r11", "memory");
	bool kept = rdi == 1 && rsi == 2 && rdx == 3 && r10 == 10 && r8 == 8 && r9 == 9;
	if (!kept || number != getpid())
		exit(BROKEN);
}

/* At the calls at which dispatch is switched, too. */
static void keep_registers(void)
{
	check_registers();
	page->live.looping = 1;
	for (int i = 0; i < MANY; i++)
		check_registers();
	page->live.looping = 0;
	check_registers();
}

/* Runs within a loop, which is not that of the program that it starts. */
static void start_program(char **argv)
{
	char *started[] = { argv[0], argv[1], "started", NULL };
	pid_t child = fork();
	if (child == 0) {
		page->live.looping = 1;
		execv("/proc/self/exe", started);
	}
	hand_over();
	child_ends(child);
	page->live.looping = 0;
}

static void count_started(void)
{
	await_turn();
	counted(new_site(), MANY);
	say("a program started in the loop", counted(new_site(), 3));
	end_turn();
}

static void run_with(char **argv)
{
	static struct page started = { .job.workload = "loop-sites" };
	int fd = memfd_create("page", 0);
	char number[16];
	snprintf(number, sizeof number, "%d", fd);
	if (fd >= 0 && write(fd, &started, sizeof started) == sizeof started &&
		setenv("TRACETAX_PAGE", number, 1) == 0 && setenv("LD_PRELOAD", argv[1], 1) == 0)
		execv("/proc/self/exe", argv);
	perror("loop_sites");
	exit(BROKEN);
}

int main(int argc, char **argv)
{
	const char *fd = getenv("TRACETAX_PAGE");
	if (argc < 2)
		return BROKEN;
	if (!fd)
		run_with(argv);
	page = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED, atoi(fd), 0);
	if (page == MAP_FAILED)
		return BROKEN;
	if (argc > 2) {
		count_started();
		return 0;
	}
	count_thread();
	count_sites("main");
	count_child();
	count_specials();
	keep_registers();
	start_program(argv);
	return 0;
}

#else

int main(void)
{
	return 77;
}

#endif
