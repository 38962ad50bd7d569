/* One run: what to measure, and what came of it. */
#ifndef TRACETAX_RUN_H
#define TRACETAX_RUN_H

#include "counters.h"
#include "machine/placement.h"
#include "modes/mode.h"
#include "page/page.h"
#include "vitals.h"
#include "workload.h"

/* What to measure. Times in ns. */
struct order {
	const struct mode *mode;
	const struct workload *workload;
	const struct placement *placement;
	const struct counters *counters;
	const char *driver; /* path of the driver program */
	const char *scratch; /* an empty directory; emptied again after the run */
	unsigned calls_per_op; /* of the workload; libc's: as counted before, until then 0 */
	uint64_t size; /* in the unit of the workload; 0 where it takes none */
	uint64_t ops; /* 0: as many as fill the window */
	uint64_t window_ns;
	uint64_t warm_up_ns;
	uint64_t timeout_ns; /* of the whole run */
	bool with_doubled; /* measure a window of twice the ops as well, in the same process */
	uint64_t chain_ns; /* of speed_probe, on this machine when nothing disturbs it */
	unsigned padding; /* bytes added to the environment */
};

enum outcome { RUN_OK, RUN_REFUSED, RUN_FAILED, RUN_INTERRUPTED };

/* What came of it. */
struct result {
	enum outcome
		outcome; /* refused: the mode could not start here, for a reason with a remedy */
	char reason[288];
	struct answer answer; /* zeroed unless all windows are complete */
	uint64_t calls; /* made in the timed window; reads, where memory is read */
	struct vitals vitals; /* of the machine during the run */
};

#endif
