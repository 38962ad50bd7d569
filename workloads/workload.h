/* The contract of a workload: data and a function, in one file of its own. The driver owns the
 * timing, the shared page and the handshake; the workload never learns which mode runs. */
#ifndef TRACETAX_WORKLOAD_H
#define TRACETAX_WORKLOAD_H

#include <stdint.h>

#include "page/coverage.h"
#include "page/page.h"
#include "page/traits.h"

enum { CALLS_MAX = 16, WORKLOAD_NAME_SIZE = 32 };

/* What to do about EAGAIN: there is no task to be had, or no memory for the stack of a thread. */
#define TASKS_REMEDY                                                                               \
	"raise what limits processes (ulimit -u, pids.max of the control group, "                  \
	"kernel.threads-max) or memory (ulimit -v)"
/* The same of a workload whose size is a number of tasks. */
#define FEWER_TASKS_REMEDY TASKS_REMEDY ", or take a smaller --size"

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
	bool calls_of_libc; /* its calls depend on libc's version, and are counted beforehand */
	unsigned calls_per_round; /* further calls, in each call of run */
	unsigned calls_per_task; /* further calls of each of its tasks, in each call of run */
	unsigned ends_per_op; /* calls of an op that never return: exit(2), exit_group(2) */
	unsigned events_per_op[EVENTS]; /* other stops that a ptrace tracer sees */
	unsigned demands; /* bits of enum coverage: a mode that misses one does not fit */
	int calls[CALLS_MAX]; /* numbers of the calls_per_op calls, in the order of the loop */
	unsigned selects_per_op; /* calls of an op that a selective tracer would ask for */
	int select[CALLS_MAX]; /* their numbers */
	unsigned selects_per_round; /* calls of calls_per_round that have one of these numbers */
	bool typical; /* programs mostly make such calls: it stands for them in a prediction */
	bool answer_ignored; /* it works whatever its calls return: a mode may answer them */
	uint64_t size; /* default of --size */
	uint64_t size_max; /* 0: it takes no size */
	enum size_unit size_unit; /* tasks: how many threads or processes there are */
	bool every_task; /* each task makes an op: figures per op count once for each task */
	bool in_shm; /* page->job.scratch is below /dev/shm; "" if it cannot be made there */
	bool many_tasks; /* it has other tasks than the one that runs the loop */
	/* Runs before the window, untimed. Returns 0, or -1 with errno set. May be NULL. */
	int (*setup)(struct page *page);
	void (*run)(uint64_t ops); /* the loop */
	/* What setup has made for the other tasks of the loop; NULL: it has none. */
	struct park *const *park; /* where they wait between rounds */
	struct pool *const *pool; /* where they wait, and draw the loop's operations */
	/* Instead of a loop in the driver: the words of a command, whose text is the summary. One
	 * op is one execution, from fork to the reaped process. NULL: the driver runs the workload.
	 */
	char *const *command;
	/* Instead of a loop: the process stands still, and a mode reads or writes its memory. */
	const struct layout *memory;
};

/* All workloads, sorted by name, NULL-ended; made by the Makefile from the files that exist. */
extern const struct workload *const workloads[];

/* Tells whether this may be the name of a command: "command:make". */
bool workload_is_command(const char *name);

/* Returns the workload of that name, or NULL; commands are the plan's: plan/command.h. */
const struct workload *workload_find(const char *name);

/* Returns what decides which modes fit the workload. */
struct traits workload_traits(const struct workload *workload);

#endif
