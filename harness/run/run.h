/* One run: what to measure, and its result. */
#ifndef TRACETAX_RUN_H
#define TRACETAX_RUN_H

#include "counters.h"
#include "modes/mode.h"
#include "page/page.h"
#include "page/placement.h"
#include "plan/plan.h"
#include "vitals.h"
#include "workload.h"

/* What to measure. Times are in ns. */
struct order {
	const struct mode *mode;
	const struct workload *workload;
	const struct placement *placement;
	const struct counters *counters;
	const char *driver; /* path of the driver program */
	const char *program; /* path of the command's program */
	const char *scratch; /* an empty directory, emptied again after the run */
	unsigned calls_per_op; /* 0: libc makes them, and they are not counted yet */
	uint64_t size; /* in the workload's unit; 0 if it takes none */
	uint64_t ops; /* 0: as many as fill the window */
	uint64_t window_ns;
	uint64_t warm_up_ns;
	uint64_t timeout_ns; /* for the whole run */
	uint64_t kill_after_ns; /* from a signal to the end of a command; 0: until the time-out */
	bool with_doubled; /* also measure a window of twice the ops, in the same process */
	uint64_t chain_ns; /* time of speed_probe on this machine, undisturbed */
	unsigned padding; /* bytes added to the environment; not of a command's */
	struct setting setting; /* of a command, and of a program in front */
	bool status_known; /* a command ends as it did untraced, */
	int status_due; /* with this wait status */
	bool looks; /* it is not measured: programs that give up rights may be looked for */
	bool is_tracer; /* a command is known to call ptrace(2) itself */
};

enum outcome { RUN_OK, RUN_REFUSED, RUN_FAILED, RUN_INTERRUPTED };

/* The result of a run. */
struct result {
	enum outcome
		outcome; /* refused: the mode could not start here, for a reason with a remedy */
	char reason[288];
	struct answer answer; /* zeroed unless all windows are complete */
	uint64_t calls; /* made in the timed window; reads, if memory is read */
	bool is_tracer; /* the command called ptrace(2), as a mode saw that tells calls apart */
	struct vitals vitals; /* of the machine, during the run */
};

#endif
