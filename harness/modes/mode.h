/* The contract of a mode: data and at most two functions, in one file of its own. Each function
 * returns 0 or a negative errno, after it has said why with page_fail; none prints. */
#ifndef TRACETAX_MODE_H
#define TRACETAX_MODE_H

#include <stdbool.h>
#include <sys/types.h>

#include "page/coverage.h"
#include "page/page.h"

/* One run, as a mode sees it. */
struct run {
	struct page *page;
	pid_t tracee; /* 0 in the tracee itself */
	const int *calls; /* the n_calls calls of the workload's loop */
	unsigned n_calls;
	const int *select; /* the `selects` calls that a selective mode asks for */
	unsigned selects;
	double n; /* the number in the mode's name */
	const struct filter *filter; /* the mode's */
	enum access memory; /* what to do with the workload's memory */
};

enum { MODE_NAME_SIZE = 40 };

struct mode {
	char name[MODE_NAME_SIZE]; /* CSV key and CLI name: "ptrace-syscall" */
	const char *summary; /* one line for `list` and the report */
	const char *since; /* first kernel: "5.11" */
	const char *superset_of; /* a mode whose work this one does, and more; may be NULL */
	double stops_per_call; /* interceptions due per watched call */
	const char *changes; /* can it change the call or its answer? "yes", "no", "answer it" */
	const char *reads; /* can it read what arguments point at? "yes", "no", "in the process" */
	const char *needs; /* what it takes beyond an ordinary user; NULL: nothing */
	unsigned misses; /* bits of enum coverage: it does not follow a fork, a thread... */
	bool events; /* it is a ptrace tracer, which counts page->live.events as well */
	bool baseline; /* the others of its kind are compared with it */
	bool selective; /* it watches the selected calls only */
	bool answers; /* it answers in place of the kernel: for workloads that ignore the answer */
	bool notifies; /* supervise answers notifications: its death ends only the first tracee */
	enum stops_source stops_source; /* where its stops are counted */
	bool uncounted; /* nobody knows how often it intercepts */
	/* The object that the dynamic loader puts into the tracee, "X.so", made from X.inject.c and
	 * found beside the driver; NULL: none. */
	const char *inject;
	/* The words of a command to put in front, whose text is the summary; NULL: none. It runs on
	 * the tracer's CPU and starts the driver, which pins itself to its own. */
	char *const *wrapper;
	const struct filter *filter; /* the filter that the user brought; NULL: none */
	unsigned memory; /* bits of enum access: it reads or writes a workload's memory instead */
	bool pieces; /* it does so for memory in pieces only */
	bool tracer_each; /* it has a thread of the tracer for each task of the tracee */
	bool reference_only; /* others are checked against it: not part of "all" */
	/* A literal N in the name makes it a family: each number in its place is a mode, from n_min
	 * to n_max, decimals allowed unless n_whole. A larger number does all that a smaller one
	 * does, and more. */
	double n_min, n_max;
	bool n_whole;
	double n; /* the number, in a member */
	/* Runs in the tracee, after fork and seize, before exec. NULL: there is nothing to do. */
	int (*arm)(const struct run *run);
	/* Runs in the tracer: opens the gate, returns when the tree is reaped. NULL: run_wait. */
	int (*supervise)(struct run *run);
};

/* All modes, sorted by name, NULL-ended; made by the Makefile from the files that exist. */
extern const struct mode *const modes[];

/* Returns the mode of that name; NULL if there is none. The member of a family is made in `member`,
 * which the caller owns; its name is the shortest: 2.5, not 2.50. */
const struct mode *mode_find(const char *name, struct mode *member);

bool mode_is_family(const struct mode *mode);
/* Returns the family whose name this would be, whatever stands in the place of N, or NULL. */
const struct mode *mode_family(const char *name);
/* Makes the member of that name. Returns false if the family has none. */
bool mode_member(const struct mode *family, const char *name, struct mode *member);

/* Tell whether this may be the name of a mode that the user defines: one that puts a program in
 * front, "wrap:strace", or one that installs a filter, "filter:docker". */
bool mode_is_wrap(const char *name);
bool mode_is_filter(const char *name);
/* Tells whether the user defined this mode. */
bool mode_is_brought(const struct mode *mode);

/* Returns the baseline of the modes that access memory, or of those that intercept calls. */
const struct mode *mode_baseline(bool of_memory);

/* Takes the status with which the program was reaped. Returns 0, or 1 for the caller to return: the
 * program had been told to end, so what it leaves behind is not to be followed. */
int run_ended(struct page *page, int status);
/* Supervises an unwatched tracee: opens the gate and waits until it has ended. */
int run_wait(struct run *run);

#endif
