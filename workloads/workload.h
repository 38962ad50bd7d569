/* The contract of a workload: data and a function, in one file of its own. The driver owns the
 * timing, the shared page and the handshake; the workload never learns which mode runs. */
#ifndef TRACETAX_WORKLOAD_H
#define TRACETAX_WORKLOAD_H

#include <stdint.h>

#include "page/coverage.h"
#include "page/page.h"
#include "page/traits.h"

enum { CALLS_MAX = 16 };

/* Where a task cannot be had, or a thread has no room for its stack: both are EAGAIN. */
#define TASKS_REMEDY                                                                               \
	"raise what limits processes (ulimit -u, pids.max of the control group, "                  \
	"kernel.threads-max) or memory (ulimit -v), or take a smaller --size"

/* What --size counts. */
enum size_unit { SIZE_BYTES, SIZE_TASKS, SIZE_NS, SIZE_PIECES };
extern const struct unit_of_size {
	const char *name;
	uint64_t least;
} size_units[]; /* by enum size_unit */

struct workload {
	const char *name; /* CSV key and CLI name */
	const char *summary; /* one line for `list` and the report */
	unsigned calls_per_op; /* system calls that one op makes, exactly */
	bool calls_of_libc; /* instead: how many is for its version to say, and counted before */
	unsigned calls_per_round; /* those that each call of run makes besides */
	unsigned
		calls_per_task; /* those that each of its tasks makes besides in each call of run */
	unsigned ends_per_op; /* those of its calls that never return: exit(2), exit_group(2) */
	unsigned events_per_op[EVENTS]; /* what a ptrace tracer is told of besides */
	unsigned demands; /* bits of enum coverage: a mode that misses one of them does not fit */
	int calls[CALLS_MAX]; /* their numbers, in the order of the loop; calls_per_op of them */
	unsigned selects_per_op; /* those of them that a selective tracer would ask for */
	int select[CALLS_MAX]; /* their numbers; selects_per_op of them */
	unsigned selects_per_round; /* those of calls_per_round that have one of these numbers */
	bool answer_ignored; /* it works whatever its calls return: a mode may answer them */
	uint64_t size; /* default of --size */
	uint64_t size_max; /* 0: takes none */
	enum size_unit size_unit; /* tasks: how many threads or processes there are */
	bool every_task; /* an op is made by each of them: so many times what stands here per op */
	bool in_shm; /* page->job.scratch is below /dev/shm, and "" where none can be made there */
	bool many_tasks; /* it has others than the one that runs the loop */
	/* Before the window, untimed; may be NULL. 0, or -1 with errno set. */
	int (*setup)(struct page *page);
	void (*run)(uint64_t ops); /* the loop */
	/* What setup has made for the other tasks of the loop; NULL: it has none. */
	struct park *const *park; /* where they wait between rounds */
	struct pool *const *pool; /* from which they draw its operations, and where they wait */
	/* Instead of a loop: this process stands still, and a mode reads or writes its memory. */
	const struct layout *memory;
};

/* All workloads, sorted by name, NULL-ended; made by the Makefile from the files that exist. */
extern const struct workload *const workloads[];

/* NULL where there is none of that name. */
const struct workload *workload_find(const char *name);

/* Returns what decides which modes fit the workload. */
struct traits workload_traits(const struct workload *workload);

#endif
