/* A campaign's input and result, and the state that its parts (canaries, pilot, passes) share. */
#ifndef TRACETAX_SESSION_H
#define TRACETAX_SESSION_H

#include <gsl/gsl_rng.h>
#include <jansson.h>
#include <limits.h>

#include "base/executable.h"
#include "history.h"
#include "plan/plan.h"
#include "plan/schedule.h"
#include "plan/stopping.h"
#include "records/rows.h"
#include "run/counters.h"
#include "run/run.h"

/* First modes are tried, then windows chosen, then cells measured. */
/* What is noted once for each command. */
enum note { NOTE_LEFT, NOTE_UNWATCHED, NOTE_UNPRIVILEGED, NOTES };

enum stage { STAGE_TRIAL, STAGE_PILOT, STAGE_MEASUREMENT };

/* What the progress line shows between runs. */
struct progress {
	enum stage stage;
	uint64_t done, total; /* runs; total: 0 if precision decides */
	uint64_t elapsed_ns, left_ns; /* left: at most, if there is a limit */
	double widest, precision; /* half of the widest interval so far, and the target */
	const char *workload, *placement, *mode; /* the next run */
};

/* Keeps the rows that were measured, and tells how precise they are. */
struct keeper {
	/* Takes a row when it is written. Returns 0 or -errno. */
	int (*keep)(const struct run_row *row, void *context);
	/* Returns half the interval of a mode in a cell, relative to its value; infinity if there
	 * is none. For the baseline, it is that of its second run against its first. */
	double (*half_width)(const struct cell *cell, const struct mode *mode, void *context);
	void (*progress)(const struct progress *progress, void *context); /* may be NULL */
	void *context;
};

enum { NOTES_MAX = 16 };

struct campaign {
	const struct plan *plan;
	const struct counters *counters;
	const char *path; /* path of the directory, which must not exist */
	char *made_up; /* the path, if nobody chose it: a number is added until it is free */
	const char *name; /* last part of the path */
	int interrupt; /* a signalfd: readable when the user wants to stop */
	uint64_t seed;
	struct keeper keeper;

	/* out */
	int directory; /* the result, open; or -1 */
	bool interrupted;
	uint64_t rows, failed;
	double precision; /* the precision used, if the plan left it open */
	size_t wide; /* cells that ran out of time before they reached it */
	struct complaint complaint; /* if the result is negative */
	struct complaint notes[NOTES_MAX]; /* what was seen of commands, a line each */
	size_t n_notes;
};

/* State of one mode in one cell: still measured or given up, and its usual involuntary switches. */
struct part {
	struct history involuntary; /* switches per op */
	unsigned fails;
	bool out;
};

/* Index of the baseline among the parts of a cell. */
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
	struct executable executable; /* of a command */
	bool status_known; /* a command ends with this wait status */
	int status_due;
	bool is_tracer; /* a command calls ptrace(2) itself */
	uint64_t ops; /* executions of a command in a window; 0: as the cell says */
	uint64_t spent_ns; /* time of its blocks */
	double half_width; /* at the last whole square */
	bool closed; /* nothing more is measured here */
};

struct session {
	struct campaign *campaign;
	gsl_rng *rng; /* draws the order, and nothing else */
	gsl_rng *padding; /* draws the size of the environment */
	json_t *machine;
	struct sink runs, counters;
	struct cell_state *cells; /* in the order of the plan */
	bool commands_only; /* nothing is run by the driver, except canaries */
	char driver[PATH_MAX];
	char scratch[256];
	char shm[64]; /* scratch directory for workloads in_shm; "" if there is none */
	uint64_t chain_ns; /* one calibration for all runs: the same work in every mode */
	uint64_t epoch_ns, limit_ns, done, total; /* limit 0: none */
	enum stage stage;
	bool refusals_told[SIDES];
	const struct workload *told[NOTES]; /* the command of which such a note was made */
	struct call_row *calls; /* calls of the commands, one after the other */
	size_t n_calls;
};

uint64_t session_now(void);

const struct mode *session_mode(const struct cell *cell, size_t mode);

/* Returns the order for one run of a mode in a cell; the caller may still change its window. */
struct order session_order(
	const struct session *session, const struct cell_state *state, const struct mode *mode);

/* Tells the keeper the progress and the next run, then measures it. Returns 0, or -errno if no
 * process can be started; an interruption is no error. */
int session_measure(struct session *session, const struct order *order, struct result *result);

/* Runs a workload to see what is possible, without timing it. */
int session_trial(struct session *session, struct cell_state *state, const struct mode *mode,
	uint64_t ops, struct result *result);

/* Adds a note, unless there are too many. */
void session_note(struct session *session, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Returns a row with its key columns filled. */
struct run_row session_row(
	struct session *session, const struct cell *cell, const struct mode *mode, enum role role);
/* Writes a row and gives it to the keeper. Like all that follow, returns 0 or -errno with the
 * complaint. */
int session_write(struct session *session, const struct run_row *row);
int session_write_counters(struct session *session, const struct result *result);

/* Writes a row for a mode that takes no part: `status` is "skip", or "fail" if it should have. */
int session_write_absence(struct session *session, const struct cell *cell, const struct mode *mode,
	const char *status, const char *reason);

/* Fills the complaint of an error, and returns the error. */
int session_fail(struct campaign *campaign, int error, const char *what);
/* Fills the complaint of an error in a file of the campaign, and returns the error. */
int session_write_failed(struct session *session, int error, const char *file);

/* Tells whether a cell has its baseline and a mode to compare with it. A baseline alone counts if
 * nothing else was asked for, or if the plan sets its number of blocks. */
bool session_has_work(const struct cell_state *state);

/* Runs a mode on a few calls of its canary, to see whether it works here. Returns 0 or -errno with
 * the complaint. */
int canaries_try(struct session *session, const struct mode *mode, struct result *result);

/* Places the cells and tries the modes. Leaves out what does not work, with a row that says why. */
int canaries_run(struct session *session);

/* Chooses the windows that the plan leaves open, and writes them to windows.csv. */
int pilot_run(struct session *session);

/* Measures block by block until every cell has enough. */
int passes_run(struct session *session);

#endif
