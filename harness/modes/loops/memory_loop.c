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
#include "page/flag.h"
#include "ptrace_loop.h"

enum {
	TRIAL_BYTES = 4096,
	TRIALS = 3,
	BUDGET_WINDOWS = 10, /* one operation may take as long as these */
};
enum seed { FIRST_WRITTEN = 1, LAST_WRITTEN };

struct memory memory_moved;
static struct memory *const memory = &memory_moved;
static struct arena arena; /* the owner's, or one like it in this process */
static void (*run_ops)(uint64_t ops);

/* Takes the owner's arena, or maps a local one like it. Returns 0 or -errno. */
static int take_arena(const struct page *page, bool local)
{
	arena = page->owner.arena;
	if (!local)
		return 0;
	return arena_map(&arena, &page->owner.arena.layout, page->job.size, page->job.scratch);
}

static void describe_operation(const struct run *run)
{
	size_t bytes = arena.extent.bytes, pieces = arena.extent.pieces;
	*memory = (struct memory){
		.owner = run->tracee,
		.n_pieces = pieces,
		.bytes = bytes,
		.start = arena.start,
		.step = arena.step,
		.mask = arena.length - 1,
		.page_size = (size_t)sysconf(_SC_PAGESIZE),
		.ask_fd = run->page->owner.ask_fd,
		.reply_fd = run->page->owner.reply_fd,
		.fd = -1,
		.other_fd = -1,
	};
	for (size_t i = 0; i < pieces; i++)
		memory->pieces[i] =
			(struct iovec){ arena.start + i * arena.stride, bytes / pieces };
}

/* Allocates the buffer, resident before the window, with what is to be written. */
static int make_buffer(void)
{
	size_t most = memory->bytes > TEXT_MAX ? memory->bytes : TEXT_MAX;
	size_t room = (most / memory->page_size + 1) * memory->page_size;
	memory->buffer = aligned_alloc(memory->page_size, room);
	if (!memory->buffer)
		return -ENOMEM;
	memset(memory->buffer, 0, room);
	if (arena.layout.access == MEMORY_WRITE)
		arena_expected(&arena, memory->buffer, FIRST_WRITTEN);
	return 0;
}

static int prepare(const struct run *run, const struct memory_method *method)
{
	int error = take_arena(run->page, method->local);
	if (error)
		return error;
	describe_operation(run);
	run_ops = arena.layout.text ? method->text : method->pieces;
	error = make_buffer();
	return error || !method->open ? error : method->open(memory);
}

/* Tells whether the owner has died: a refusal then means nothing, as a dead process has no
 * memory. */
static bool has_died(pid_t owner)
{
	siginfo_t end = { 0 };
	int options = WEXITED | WNOHANG | WNOWAIT | __WALL;
	return waitid(P_PID, (id_t)owner, &end, options) == 0 && end.si_pid == owner;
}

/* Reports how many bytes were moved instead of all, with a remedy if the kernel refused. */
static int fail(struct run *run, const char *call, ssize_t n)
{
	static const char remedy[] =
		"permit it: kernel.yama.ptrace_scope=0 or 1, in a container --cap-add=SYS_PTRACE";
	char what[sizeof run->page->failure.what];
	n = n < 0 && has_died(run->tracee) ? -ESRCH : n;
	if (n == -ENOTSUP) /* from mapping the local copy */
		return page_fail(run->page, 0, ARENA_LACKS_HUGE, ARENA_HUGE_REMEDY);
	bool refused = n == -EPERM || n == -EACCES || n == -ENOSYS;
	if (n < 0)
		return page_fail(run->page, (int)-n, call, refused ? remedy : NULL);
	snprintf(what, sizeof what, "%s: only %zd of %zu bytes", call, n, memory->bytes);
	return page_fail(run->page, 0, what, NULL);
}

/* Estimates from a few words whether an operation on all of them takes too long. */
static int try_budget(struct run *run)
{
	uint64_t least_ns = UINT64_MAX;
	const struct memory whole = *memory;
	char what[sizeof run->page->failure.what];
	if (whole.bytes <= TRIAL_BYTES)
		return 0;
	size_t pieces = TRIAL_BYTES / whole.pieces->iov_len;
	memory->n_pieces = pieces > 1 ? pieces : 1;
	if (whole.pieces->iov_len > TRIAL_BYTES)
		memory->pieces->iov_len = TRIAL_BYTES;
	for (int i = 0; i < TRIALS; i++) {
		uint64_t begun = clock_ns(CLOCK_MONOTONIC);
		run_ops(1);
		uint64_t spent = clock_ns(CLOCK_MONOTONIC) - begun;
		least_ns = spent < least_ns ? spent : least_ns;
	}
	*memory = whole;
	double operation_ns = (double)least_ns * (double)whole.bytes / TRIAL_BYTES;
	if (operation_ns <= BUDGET_WINDOWS * (double)run->page->job.window_ns)
		return 0;
	snprintf(what, sizeof what, "one operation would take %.3g s, as long as %.0f windows",
		operation_ns / 1e9, operation_ns / (double)run->page->job.window_ns);
	return page_fail(run->page, 0, what, "give a smaller --size, or a longer --window");
}

/* Compares what is read; leaves it to the owner to compare what is written. */
static int verify(struct run *run, const struct memory_method *method)
{
	bool writes = arena.layout.access == MEMORY_WRITE, same = true;
	if (writes)
		arena_expected(&arena, memory->buffer, LAST_WRITTEN);
	else
		memset(memory->buffer, 0xff, memory->bytes);
	memory_place(memory, 0);
	run_ops(1);
	if (memory->incomplete)
		same = true; /* the caller reports that instead */
	else if (!writes)
		same = arena_are_expected(&arena, memory->buffer, 0);
	else if (method->local)
		same = arena_holds(&arena, LAST_WRITTEN);
	else
		run->page->owner.written_seed = LAST_WRITTEN;
	return same ? 0 : page_fail(run->page, 0, "the bytes read differ from those written", NULL);
}

/* Fails if so many bytes are more than those that nobody has touched. */
static int try_untouched(struct run *run, uint64_t bytes)
{
	if (arena.layout.backing != BACKED_BY_NOTHING || bytes <= arena.length)
		return 0;
	return page_fail(run->page, 0, "the untouched memory is used up",
		"give a shorter --window, or fewer --ops");
}

static int measure(struct run *run, const struct memory_method *method)
{
	const char *call = method->call;
	int error = try_untouched(run, run->page->job.ops * memory->step);
	if (error)
		return error; /* before it is touched, which takes seconds */
	run_ops(1); /* a refusal must show here, not as a fast window */
	if (memory->incomplete)
		return fail(run, call, memory->missed);
	const struct loop loop = { .run = run_ops };
	window_measure(run->page, TRACER, run->tracee, &loop);
	if (memory->incomplete)
		return fail(run, call, memory->missed);
	error = try_untouched(run, memory->walked);
	if (error)
		return error;
	error = verify(run, method);
	return memory->incomplete ? fail(run, call, memory->missed) : error;
}

/* Waits until the owner has stopped itself, its bytes in place. */
static int wait_for_owner(struct run *run)
{
	for (;;) {
		if (waitpid(run->tracee, &run->page->answer.wait_status, __WALL) < 0) {
			if (errno != EINTR)
				return page_fail(run->page, errno, "waitpid", NULL);
			continue;
		}
		if (!WIFSTOPPED(run->page->answer.wait_status))
			return page_fail(run->page, 0,
				"the owner of the memory has ended before its memory was ready",
				NULL);
		if (WSTOPSIG(run->page->answer.wait_status) == SIGSTOP)
			return 0;
		ptrace(PTRACE_CONT, run->tracee, 0, WSTOPSIG(run->page->answer.wait_status));
	}
}

/* Closes the method's descriptors; an owner that sends has no reader then, and ends. */
static void close_all(void)
{
	if (memory->fd >= 0)
		close(memory->fd);
	if (memory->other_fd >= 0)
		close(memory->other_fd);
}

int memory_loop(struct run *run, const struct memory_method *method)
{
	run->page->owner.sends = method->owner_sends;
	int error = ptrace_seize(run, PTRACE_O_EXITKILL);
	if (error)
		return error;
	flag_set(&run->page->live.gate);
	error = wait_for_owner(run);
	if (error)
		return error;
	error = prepare(run, method);
	if (error)
		return fail(run, method->call, error);
	error = method->by_words ? try_budget(run) : 0;
	if (!error && method->owner_sends)
		ptrace(PTRACE_DETACH, run->tracee, 0, 0);
	error = error ? error : measure(run, method);
	if (error)
		return error; /* the tracee ends with us: by EXITKILL, or the end of its pipe */
	close_all();
	if (!method->owner_sends)
		ptrace(PTRACE_DETACH, run->tracee, 0, 0);
	return run_wait(run);
}
