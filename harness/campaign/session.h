/* A campaign: what it is given and gives back, and what its parts (canaries, pilot, passes) share
 * while it is under way. */
#ifndef TRACETAX_SESSION_H
#define TRACETAX_SESSION_H

#include <gsl/gsl_rng.h>
#include <jansson.h>
#include <limits.h>

#include "history.h"
#include "plan/plan.h"
#include "plan/schedule.h"
#include "plan/stopping.h"
#include "records/rows.h"
#include "run/counters.h"
#include "run/run.h"

/* The modes are tried, then windows chosen, then cells measured. */
enum stage { STAGE_TRIAL, STAGE_PILOT, STAGE_MEASUREMENT };

/* What the progress line shows; between runs. */
struct progress {
	enum stage stage;
	uint64_t done, total; /* runs measured; total 0 where precision decides */
	uint64_t elapsed_ns, left_ns; /* left: at most, where there is a limit */
	double widest, precision; /* half of the widest interval so far, and the one wanted */
	const char *workload, *placement, *mode; /* what is next */
};

/* Who keeps what was measured, and can say how precise it is. */
struct keeper {
	/* Takes a row as it is written. 0 or -errno. */
	int (*keep)(const struct run_row *row, void *context);
	/* Half the interval of a mode in a cell, relative to its value; infinite where it has
	 * none. Of the baseline: of its second run against its first. */
	double (*half_width)(const struct cell *cell, const struct mode *mode, void *context);
	void (*progress)(const struct progress *progress, void *context); /* may be NULL */
	void *context;
};

struct campaign {
	const struct plan *plan;
	const struct counters *counters;
	const char *path; /* of the directory, which must not exist */
	char *made_up; /* the path, where nobody named it: a number is added that makes it free */
	const char *name; /* its last part */
	int interrupt; /* a signalfd: readable when the user wants to stop */
	uint64_t seed;
	struct keeper keeper;

	/* out */
	int directory; /* of the result, open, or -1 */
	bool interrupted;
	uint64_t rows, failed;
	double precision; /* that decided, where the plan left it open */
	size_t wide; /* cells that time ended before they were so precise */
	struct complaint complaint; /* where the answer is negative */
};

/* Of one mode in one cell: whether it still takes part, and what it usually has. */
struct part {
	struct history involuntary; /* switches per op */
	unsigned fails;
	bool out;
};

/* The baseline's place among the parts of a cell. */
enum { BASELINE = CELL_MODES_MAX };

struct cell_state {
	const struct cell *cell;
	struct placement placement;
	struct part parts[CELL_MODES_MAX + 1];
	struct sequence sequence;
	struct stopping stopping;
	unsigned calls_per_op;
	uint64_t window_ns;
	uint64_t blocks;
	uint64_t spent_ns; /* in its blocks */
	double half_width; /* at the last whole square */
	bool closed; /* nothing more is measured here */
};

struct session {
	struct campaign *campaign;
	gsl_rng *rng; /* of the order, and of nothing else */
	gsl_rng *padding; /* of the environment's size */
	json_t *machine;
	struct sink runs, counters;
	struct cell_state *cells; /* as in the plan */
	char driver[PATH_MAX];
	char scratch[256];
	char shm[64]; /* another, for workloads in_shm; "" where there is none */
	uint64_t chain_ns; /* one calibration for all runs: the same work in every mode */
	uint64_t epoch_ns, limit_ns, done, total; /* limit 0: none */
	enum stage stage;
	bool refusals_told[SIDES];
};

uint64_t session_now(void);

const struct mode *session_mode(const struct cell *cell, size_t mode);

/* The order for one run of a mode in a cell; its window may be changed before it is measured. */
struct order session_order(
	const struct session *session, const struct cell_state *state, const struct mode *mode);

/* Tells the keeper how far the campaign has come and which run is next, and measures that. 0, or
 * -errno where no process can be started; an interruption is no error. */
int session_measure(struct session *session, const struct order *order, struct result *result);

/* A row with its key columns. */
struct run_row session_row(
	struct session *session, const struct cell *cell, const struct mode *mode, enum role role);
/* Writes it and gives it to the keeper. 0 or -errno with the complaint, as all that follow. */
int session_write(struct session *session, const struct run_row *row);
int session_write_counters(struct session *session, const struct result *result);

/* A row for a mode that takes no part: `status` is "skip", or "fail" where it should have. */
int session_write_absence(struct session *session, const struct cell *cell, const struct mode *mode,
	const char *status, const char *reason);

/* The complaint that goes with an error; returns the error. */
int session_fail(struct campaign *campaign, int error, const char *what);
/* The complaint that goes with an error about a file of the campaign; returns the error. */
int session_write_failed(struct session *session, int error, const char *file);

/* Whether a cell has its baseline, and a mode to compare with it; a baseline alone is worth its
 * blocks where nothing else was asked for, or so many were. */
bool session_has_work(const struct cell_state *state);

/* Places the cells and tries the modes; what cannot be is out, with a row that says why. */
int canaries_run(struct session *session);

/* Chooses the windows that the plan leaves open, and writes windows.csv about it. */
int pilot_run(struct session *session);

/* Measures block by block until every cell has enough. */
int passes_run(struct session *session);

#endif
