#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "memory_loop.h"
#include "ptrace_loop.h"

enum { ALIGNMENT = 65536 };

/* What the window reads; a loop of ops takes no argument. */
static struct memory memory;
static int (*read_once)(const struct memory *);
static int failure;

static void run_reads(uint64_t ops)
{
	while (ops--) {
		int error = read_once(&memory);
		if (error)
			failure = error;
	}
}

static int prepare(const struct run *run, const struct memory_method *method)
{
	size_t bytes = (run->page->size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	memory = (struct memory){
		.owner = run->tracee,
		.address = (uintptr_t)run->page->memory,
		.buffer = aligned_alloc(ALIGNMENT, bytes),
		.size = run->page->size,
	};
	if (!memory.buffer)
		return -ENOMEM;
	memset(memory.buffer, 0, bytes); /* resident before the window */
	read_once = method->read;
	failure = 0;
	return method->open ? method->open(&memory) : 0;
}

static bool verified(void)
{
	unsigned char *pattern = malloc(memory.size);
	memset(memory.buffer, 0, memory.size);
	run_reads(1);
	if (pattern)
		memory_pattern(pattern, memory.size);
	bool same = pattern && memcmp(memory.buffer, pattern, memory.size) == 0;
	free(pattern);
	return same;
}

static int measure(struct run *run, const struct memory_method *method)
{
	static const char remedy[] = "permit it: kernel.yama.ptrace_scope=0 or 1, in a container "
				     "--cap-add=SYS_PTRACE";
	int error = prepare(run, method);
	if (!error)
		error = read_once(&memory); /* a refusal shows here, not as a fast window */
	if (error)
		return page_fail(run->page, -error, method->call, remedy);
	window_measure(run->page, TRACER, run->tracee, run_reads);
	if (failure)
		return page_fail(run->page, -failure, method->call, remedy);
	if (!verified())
		return page_fail(run->page, 0, "the bytes read differ from those written", NULL);
	return 0;
}

/* The owner stops itself once its bytes are in place. */
static int wait_for_owner(struct run *run)
{
	for (;;) {
		if (waitpid(run->tracee, &run->page->wait_status, __WALL) < 0) {
			if (errno != EINTR)
				return page_fail(run->page, errno, "waitpid", NULL);
			continue;
		}
		if (!WIFSTOPPED(run->page->wait_status))
			return page_fail(run->page, 0, "the owner of the memory has ended", NULL);
		if (WSTOPSIG(run->page->wait_status) == SIGSTOP)
			return 0;
		ptrace(PTRACE_CONT, run->tracee, 0, WSTOPSIG(run->page->wait_status));
	}
}

int memory_loop(struct run *run, const struct memory_method *method)
{
	int error = ptrace_seize(run, PTRACE_O_EXITKILL);
	if (error)
		return error;
	flag_set(&run->page->gate);
	error = wait_for_owner(run);
	if (!error)
		error = measure(run, method);
	if (error)
		return error; /* the tracee goes with the tracer: EXITKILL */
	ptrace(PTRACE_DETACH, run->tracee, 0, 0);
	return run_wait(run);
}
