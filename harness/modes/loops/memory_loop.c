#include "memory_loop.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "page/clock.h"
#include "ptrace_loop.h"

enum {
	TEXT_MAX = 4096, /* PATH_MAX, as strace(1) reads one */
	TRIAL_BYTES = 4096,
	TRIALS = 3,
	BUDGET_WINDOWS = 10, /* one operation may take as long as these */
};
enum seed { FIRST_WRITTEN = 1, LAST_WRITTEN };

/* What the window moves; a loop of ops takes no argument. */
static struct memory memory;
static struct arena arena; /* the owner's, or one like it in this process */
static ssize_t (*move)(struct memory *);
static uint64_t walked;
static ssize_t missed; /* what the last incomplete operation gave */
static bool incomplete;

ssize_t memory_each(struct memory *m)
{
	size_t done = 0;
	for (size_t i = 0; i < m->n_pieces; i++) {
		size_t n = m->pieces[i].iov_len;
		ssize_t moved =
			m->method->part(m, m->buffer + done, n, (uintptr_t)m->pieces[i].iov_base);
		if (moved < 0 && done == 0)
			return moved;
		done += moved > 0 ? (size_t)moved : 0;
		if (moved != (ssize_t)n)
			break;
	}
	return (ssize_t)done;
}

ssize_t memory_text(struct memory *m)
{
	static size_t page;
	page = page ? page : (size_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = (uintptr_t)m->pieces->iov_base;
	for (size_t done = 0; done < TEXT_MAX;) {
		size_t n = page - (from + done) % page;
		n = n < TEXT_MAX - done ? n : TEXT_MAX - done;
		ssize_t moved = m->method->part(m, m->buffer + done, n, from + done);
		if (moved <= 0)
			return done ? (ssize_t)done : moved;
		const unsigned char *nul = memchr(m->buffer + done, '\0', (size_t)moved);
		if (nul)
			return nul - m->buffer + 1;
		done += (size_t)moved;
	}
	return TEXT_MAX;
}

/* Only a single piece has another place each time. */
static void place(uint64_t at)
{
	memory.at = at;
	memory.pieces->iov_base = arena.start + at;
}

static void run_moves(uint64_t ops)
{
	while (ops--) {
		ssize_t n = move(&memory);
		if (n != (ssize_t)memory.bytes) {
			missed = n;
			incomplete = true;
		}
		place((memory.at + arena.step) & (arena.length - 1));
		walked += arena.step;
	}
}

static int prepare(const struct run *run, const struct memory_method *method)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	arena = run->page->arena;
	int error = method->local ? arena_map(&arena, &run->page->arena.layout, run->page->size,
					    run->page->scratch)
				  : 0;
	if (error)
		return error;
	size_t bytes = arena.extent.bytes, pieces = arena.extent.pieces;
	memory = (struct memory){ .owner = run->tracee,
		.n_pieces = pieces,
		.bytes = bytes,
		.request = run->page->request,
		.answer = run->page->answer,
		.fd = -1,
		.other_fd = -1,
		.method = method };
	for (size_t i = 0; i < pieces; i++)
		memory.pieces[i] = (struct iovec){ arena.start + i * arena.stride, bytes / pieces };
	size_t room = ((bytes > TEXT_MAX ? bytes : TEXT_MAX) / page + 1) * page;
	memory.buffer = aligned_alloc(page, room);
	if (!memory.buffer)
		return -ENOMEM;
	memset(memory.buffer, 0, room); /* resident before the window */
	if (arena.layout.access == MEMORY_WRITE)
		arena_expected(&arena, memory.buffer, FIRST_WRITTEN);
	move = arena.layout.text ? method->text : method->move;
	walked = 0;
	incomplete = false;
	return method->open ? method->open(&memory) : 0;
}

/* What is asked of it then may be refused as well: nobody's memory belongs to no user. */
static bool has_died(pid_t owner)
{
	siginfo_t end = { 0 };
	int options = WEXITED | WNOHANG | WNOWAIT | __WALL;
	return waitid(P_PID, (id_t)owner, &end, options) == 0 && end.si_pid == owner;
}

/* With a remedy where the kernel refuses; else something went wrong. */
static int fail(struct run *run, const char *call, ssize_t n)
{
	static const char remedy[] = "permit it: kernel.yama.ptrace_scope=0 or 1, in a container "
				     "--cap-add=SYS_PTRACE";
	char what[sizeof run->page->what];
	n = n < 0 && has_died(run->tracee) ? -ESRCH : n;
	bool refused = n == -EPERM || n == -EACCES || n == -ENOSYS;
	if (n < 0)
		return page_fail(run->page, (int)-n, call, refused ? remedy : NULL);
	snprintf(what, sizeof what, "%s: only %zd of %zu bytes", call, n, memory.bytes);
	return page_fail(run->page, 0, what, NULL);
}

/* A call for each word has no end where there are many: found on a few of them. */
static int try_budget(struct run *run)
{
	uint64_t least_ns = UINT64_MAX;
	struct memory trial = memory;
	char what[sizeof run->page->what];
	if (memory.bytes <= TRIAL_BYTES)
		return 0;
	size_t pieces = TRIAL_BYTES / trial.pieces->iov_len;
	trial.n_pieces = pieces > 1 ? pieces : 1;
	if (trial.pieces->iov_len > TRIAL_BYTES)
		trial.pieces->iov_len = TRIAL_BYTES;
	for (int i = 0; i < TRIALS; i++) {
		uint64_t begun = clock_ns(CLOCK_MONOTONIC);
		memory.method->move(&trial);
		uint64_t spent = clock_ns(CLOCK_MONOTONIC) - begun;
		least_ns = spent < least_ns ? spent : least_ns;
	}
	double operation_ns = (double)least_ns * (double)memory.bytes / TRIAL_BYTES;
	if (operation_ns <= BUDGET_WINDOWS * (double)run->page->window_ns)
		return 0;
	snprintf(what, sizeof what, "one operation would take %.3g s, as long as %.0f windows",
		operation_ns / 1e9, operation_ns / (double)run->page->window_ns);
	return page_fail(run->page, 0, what, "a smaller --size, or a longer --window");
}

/* What was read, compared; what was written, left to its owner to compare. */
static int verify(struct run *run)
{
	bool writes = arena.layout.access == MEMORY_WRITE, same = true;
	unsigned char *expected = malloc(memory.bytes);
	if (!expected)
		return page_fail(run->page, ENOMEM, "comparing the bytes", NULL);
	arena_expected(&arena, expected, writes ? LAST_WRITTEN : 0);
	if (writes)
		memcpy(memory.buffer, expected, memory.bytes);
	else
		memset(memory.buffer, 0xff, memory.bytes);
	place(0);
	run_moves(1);
	if (incomplete)
		same = true; /* that is told instead */
	else if (!writes)
		same = memcmp(memory.buffer, expected, memory.bytes) == 0;
	else if (memory.method->local)
		same = arena_holds(&arena, expected);
	else
		run->page->written = LAST_WRITTEN;
	free(expected);
	return same ? 0 : page_fail(run->page, 0, "the bytes read differ from those written", NULL);
}

static int measure(struct run *run)
{
	const char *call = memory.method->call;
	run_moves(1); /* a refusal shows here, not as a fast window */
	if (incomplete)
		return fail(run, call, missed);
	window_measure(run->page, TRACER, run->tracee, run_moves);
	if (!incomplete && walked > arena.length && arena.layout.backing == BACKED_BY_NOTHING)
		return page_fail(run->page, 0, "the untouched memory is used up",
			"a shorter --window, or fewer --ops");
	int error = incomplete ? 0 : verify(run);
	return incomplete ? fail(run, call, missed) : error;
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

/* It has nobody to send to any more, and ends. */
static void close_all(void)
{
	if (memory.fd >= 0)
		close(memory.fd);
	if (memory.other_fd >= 0)
		close(memory.other_fd);
}

int memory_loop(struct run *run, const struct memory_method *method)
{
	run->page->served = method->served;
	int error = ptrace_seize(run, PTRACE_O_EXITKILL);
	if (error)
		return error;
	flag_set(&run->page->gate);
	error = wait_for_owner(run);
	if (error)
		return error;
	error = prepare(run, method);
	if (error)
		return fail(run, method->call, error);
	error = method->by_words ? try_budget(run) : 0;
	if (!error && method->served)
		ptrace(PTRACE_DETACH, run->tracee, 0, 0);
	error = error ? error : measure(run);
	if (error)
		return error; /* the tracee goes with the tracer: EXITKILL */
	close_all();
	if (!method->served)
		ptrace(PTRACE_DETACH, run->tracee, 0, 0);
	return run_wait(run);
}
