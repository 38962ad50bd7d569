/* The contract of a mode: data and at most two functions, in one file of its own. Each returns 0 or
 * a negative errno, having said why with page_fail; none prints. */
#ifndef TRACETAX_MODE_H
#define TRACETAX_MODE_H

#include <stdbool.h>
#include <sys/types.h>

#include "page/page.h"

/* One run, as a mode sees it. */
struct run {
	struct page *page;
	pid_t tracee; /* 0 in the tracee itself */
	const int *select; /* the calls that a selective mode asks for */
	unsigned selects; /* how many */
};

struct mode {
	const char *name; /* CSV key and CLI name: "ptrace-syscall" */
	const char *summary; /* one line for `list` and the report */
	const char *since; /* first kernel: "5.11" */
	const char *at_least; /* a mode that cannot cost more than this one; may be NULL */
	double stops_per_call; /* interceptions due per watched call */
	bool baseline; /* what the others of its kind are compared with */
	bool selective; /* watches the selected calls only */
	bool reads_memory; /* fits workloads without a loop: it reads their memory instead */
	/* In the tracee, after fork and after the seize, before exec. NULL: nothing. */
	int (*arm)(const struct run *run);
	/* In the tracer: opens the gate and returns when the tree is reaped. NULL: run_wait. */
	int (*supervise)(struct run *run);
};

/* All modes, sorted by name, NULL-ended; made by the Makefile from the files that exist. */
extern const struct mode *const modes[];

/* NULL where there is none of that name. */
const struct mode *mode_find(const char *name);
/* The baseline of the modes that read memory, or of those that intercept calls. */
const struct mode *mode_baseline(bool reads_memory);

/* Opens the gate and waits until the tracee has ended; the supervision of an unwatched tracee. */
int run_wait(struct run *run);

#endif
