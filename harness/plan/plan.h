/* Turns options and plan files into the cells of a campaign. */
#ifndef TRACETAX_PLAN_H
#define TRACETAX_PLAN_H

#include "modes/mode.h"
#include "options.h"
#include "schedule.h"
#include "workload.h"

enum {
	CELL_MODES_MAX = SCHEDULE_MODES_MAX,
	CELLS_MAX = 4096,
	EVENTS_MAX = EXTRA_MAX,
	CHORES_MAX = 64
};

/* What surrounds a command, and a program in front. Texts that stay until the process ends; NULL:
 * not given. */
struct setting {
	const char *input; /* a file; NULL: /dev/null */
	const char *output; /* "null", "pipe", "inherit" or a file; NULL: "null" */
	const char *prepare, *conclude; /* for sh(1), before and after each execution */
	bool ignore_failure; /* the command may fail, as long as it fails in every mode alike */
	bool may_break; /* a run that fails is a row, and no failure of the campaign */
};

/* Commands for sh(1), in their order. They stay until the process ends. */
struct chores {
	const char *all[CHORES_MAX];
	size_t n;
};

struct cell {
	const struct workload *workload;
	struct setting setting;
	uint64_t size; /* in the workload's unit; 0 if it takes none */
	const char *placement; /* one of struct plan_names */
	const struct mode *baseline;
	const struct mode *modes[CELL_MODES_MAX]; /* without the baseline */
	size_t n_modes;
	uint64_t ops; /* 0: as many as fill the window */
	uint64_t blocks; /* 0: until the intervals are narrow enough */
	uint64_t warm_ups; /* executions of its command before it is measured */
	uint64_t window_ns; /* 0: a pilot chooses */
};

struct plan {
	struct cell *cells;
	size_t n_cells;
	const char *events[EVENTS_MAX];
	size_t n_events;
	uint64_t seed;
	bool seeded; /* false: the campaign draws a seed */
	double precision; /* half an interval, relative to its value; 0: as the machine allows */
	uint64_t time_ns; /* 0: not given */
	uint64_t timeout_ns;
	uint64_t kill_after_ns; /* from a signal to the end of a command; 0: until the time-out */
	const char *output; /* NULL: not given */
	struct chores setup, cleanup; /* before and after the campaign */
	uint64_t min_blocks, max_blocks; /* if precision decides; 0: not given */
	bool reverse; /* run every block backwards */
	bool quiet, wide;
	struct kept *kept; /* the texts that all of this refers to */
};

/* The names that a plan may use besides those of workloads and modes. */
struct plan_names {
	const char *const *placements; /* NULL-ended */
	/* Adds an event, whose name must stay. Returns 0, or -EINVAL with the complaint. NULL: any
	 * name will do. */
	int (*add_event)(const char *name, void *context, struct complaint *complaint);
	void *context;
};

/* Makes the plan of a command line and its plan files. Returns 0, or -EINVAL with a complaint that
 * names file and line. */
int plan_make(const struct options *options, const struct plan_names *names, struct plan *plan,
	struct complaint *complaint);
void plan_free(struct plan *plan);

/* Returns the number of runs in one block of a cell, without the baselines set between modes. */
uint64_t plan_block_runs(const struct cell *cell);

#endif
