#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/resources.h"
#include "base/scratch.h"
#include "machine/machine.h"
#include "row.h"
#include "session.h"
#include "tree.h"
#include "wants.h"

enum { PADDING_MAX = 4096 };
static const uint64_t WARM_UP_NS = 2000000;
static const double PRECISION_VIRTUAL = 0.05, PRECISION_METAL = 0.02;
static const uint64_t TIME_PER_MODE_NS = 5000000000; /* where the plan gives none */

uint64_t session_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

const struct mode *session_mode(const struct cell *cell, size_t mode)
{
	return mode == BASELINE ? cell->baseline : cell->modes[mode];
}

/* The complaint that goes with an error; returns the error. */
static int fail(struct campaign *campaign, int error, const char *what)
{
	complain(&campaign->complaint, "%s: %s", what, strerror(-error));
	return error;
}

int session_write_failed(struct session *session, int error, const char *file)
{
	complain(&session->campaign->complaint, "%s/%s: %s", session->campaign->path, file,
		strerror(-error));
	return error;
}

struct run_row session_row(
	struct session *session, const struct cell *cell, const struct mode *mode, enum role role)
{
	struct run_row row;
	row_clear(&runs_table, &row);
	row.schema = SCHEMA;
	row.seq = (int64_t)session->campaign->rows + 1;
	snprintf(row.campaign, sizeof row.campaign, "%s", session->campaign->name);
	snprintf(row.workload, sizeof row.workload, "%s", cell->workload->name);
	snprintf(row.placement, sizeof row.placement, "%s", cell->placement);
	snprintf(row.mode, sizeof row.mode, "%s", mode->name);
	snprintf(row.role, sizeof row.role, "%s", schedule_role_names[role]);
	row.size = row_size(cell);
	return row;
}

int session_write(struct session *session, const struct run_row *row)
{
	const struct keeper *keeper = &session->campaign->keeper;
	int error = table_write_row(&runs_table, &session->runs, row);
	if (error)
		return session_write_failed(session, error, runs_table.name);
	session->campaign->rows++;
	error = keeper->keep(row, keeper->context);
	return error ? fail(session->campaign, error, "keeping the rows") : 0;
}

int session_write_absence(struct session *session, const struct cell *cell, const struct mode *mode,
	const char *status, const char *reason)
{
	struct run_row row =
		session_row(session, cell, mode, mode->baseline ? BASELINE_A : TREATMENT);
	snprintf(row.status, sizeof row.status, "%s", status);
	snprintf(row.reason, sizeof row.reason, "%s", reason);
	return session_write(session, &row);
}

static int write_counter(struct session *session, struct counter_row *row)
{
	row->seq = (int64_t)session->campaign->rows;
	snprintf(row->campaign, sizeof row->campaign, "%s", session->campaign->name);
	int error = table_write_row(&counters_table, &session->counters, row);
	return error ? session_write_failed(session, error, counters_table.name) : 0;
}

int session_write_counters(struct session *session, const struct result *result)
{
	const struct counters *counters = session->campaign->counters;
	struct counter_row row;
	int error = 0;
	for (enum side side = TRACEE; side < SIDES && !error; side++) {
		row_clear(&counters_table, &row);
		/* once is enough: it is the same for every run of a campaign */
		if (!session->refusals_told[side] && row_of_refusal(result, side, &row)) {
			session->refusals_told[side] = true;
			error = write_counter(session, &row);
		}
		for (uint32_t event = 0; event < counters->extras && !error; event++) {
			row_clear(&counters_table, &row);
			row_of_event(counters, result, side, event, &row);
			error = write_counter(session, &row);
		}
	}
	return error;
}

struct order session_order(
	const struct session *session, const struct cell_state *state, const struct mode *mode)
{
	return (struct order){
		.mode = mode,
		.workload = state->cell->workload,
		.placement = &state->placement,
		.counters = session->campaign->counters,
		.driver = session->driver,
		.scratch = state->cell->workload->in_shm ? session->shm : session->scratch,
		.calls_per_op = state->calls_per_op,
		.size = state->cell->size,
		.ops = state->cell->ops,
		.window_ns = state->window_ns,
		.warm_up_ns = WARM_UP_NS,
		.chain_ns = session->chain_ns,
		.timeout_ns = session->campaign->plan->timeout_ns,
		.padding = (unsigned)gsl_rng_uniform_int(session->padding, PADDING_MAX),
	};
}

int session_measure(struct session *session, const struct order *order, struct result *result)
{
	session_tell(session, order);
	int error = run_measure(order, session->campaign->interrupt, result);
	if (error) {
		const char *want = wants_remedy(-error);
		complain(&session->campaign->complaint, "no process can be started: %s%s%s",
			strerror(-error), want ? ": " : "", want ? want : "");
		return error;
	}
	session->campaign->interrupted |= result->outcome == RUN_INTERRUPTED;
	return 0;
}

/* What the rows of wrap:NAME are of. */
static json_t *wraps(void)
{
	json_t *all = json_object();
	const struct mode *mode;
	for (size_t i = 0; (mode = mode_at(i)); i++)
		if (mode->wrapper)
			json_object_set_new(
				all, strchr(mode->name, ':') + 1, json_string(mode->summary));
	return all;
}

static int look_at_machine(struct session *session)
{
	char started[32];
	struct tm utc;
	time_t now = time(NULL);
	session->machine = machine_describe(session->campaign->seed);
	if (!session->machine)
		return fail(session->campaign, -ENOMEM, "machine.json");
	session->chain_ns = speed_settled();
	json_object_set_new(json_object_get(session->machine, "cpu"), "chain_ns",
		json_integer((json_int_t)session->chain_ns));
	strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
	json_object_set_new(session->machine, "started", json_string(started));
	json_object_set_new(session->machine, "wraps", wraps());
	if (!json_is_true(
		    json_object_get(json_object_get(session->machine, "surroundings"), "traced")))
		return 0;
	return complain(&session->campaign->complaint,
		"tracetax is itself being traced: every figure would be wrong; run it without "
		"strace or debugger");
}

static int write_machine(struct session *session)
{
	char *text = json_dumps(session->machine, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
	int error =
		text ? sink_file(session->campaign->directory, "machine.json", text, strlen(text))
		     : -ENOMEM;
	free(text);
	return error ? session_write_failed(session, error, "machine.json") : 0;
}

static int open_sinks(struct session *session)
{
	int directory = session->campaign->directory;
	int error = sink_open(&session->runs, directory, runs_table.name);
	if (!error)
		error = sink_open(&session->counters, directory, counters_table.name);
	if (!error)
		error = table_write_header(&runs_table, &session->runs);
	if (!error)
		error = table_write_header(&counters_table, &session->counters);
	return error ? session_write_failed(session, error, runs_table.name) : 0;
}

/* mkdir(2) decides: of two campaigns that begin at once, each gets a directory. */
static int make_directory(const struct campaign *campaign)
{
	char *end = campaign->made_up ? campaign->made_up + strlen(campaign->made_up) : NULL;
	for (unsigned n = 2; mkdir(campaign->path, 0755) < 0; n++) {
		if (errno != EEXIST || !end)
			return -errno;
		sprintf(end, "-%u", n);
	}
	return 0;
}

static int open_directory(struct campaign *campaign)
{
	int error = make_directory(campaign);
	if (error)
		return fail(campaign, error, campaign->path);
	campaign->directory = open(campaign->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return campaign->directory < 0 ? fail(campaign, -errno, campaign->path) : 0;
}

bool session_has_work(const struct cell_state *state)
{
	size_t n = state->cell->n_modes, in = n == 0 || state->cell->blocks;
	for (size_t m = 0; m < n; m++)
		in += !state->parts[m].out;
	return in > 0 && !state->parts[BASELINE].out;
}

/* 2 % is too much to ask of what is not known to be metal. */
static double precision_of(const struct session *session)
{
	double asked = session->campaign->plan->precision;
	bool metal = json_is_false(json_object_get(session->machine, "virtual"));
	return asked > 0 ? asked : metal ? PRECISION_METAL : PRECISION_VIRTUAL;
}

/* How many runs there will be, where that is known, and how long they may take; of what this
 * machine has. */
static void set_limits(struct session *session)
{
	const struct plan *plan = session->campaign->plan;
	uint64_t open = 0;
	for (size_t c = 0; c < plan->n_cells; c++) {
		uint64_t runs = plan_block_runs(&plan->cells[c]);
		if (!session_has_work(&session->cells[c]))
			continue;
		session->total += plan->cells[c].blocks * runs;
		open += plan->cells[c].blocks ? 0 : runs;
	}
	session->total = open ? 0 : session->total; /* known only where no width decides */
	session->limit_ns = plan->time_ns ? plan->time_ns : open * TIME_PER_MODE_NS;
}

static int prepare_cells(struct session *session)
{
	const struct plan *plan = session->campaign->plan;
	session->cells = calloc(plan->n_cells, sizeof *session->cells);
	int error = session->cells ? 0 : -ENOMEM;
	for (size_t c = 0; c < plan->n_cells && !error; c++) {
		struct cell_state *state = &session->cells[c];
		state->cell = &plan->cells[c];
		state->calls_per_op = state->cell->workload->calls_per_op;
		state->window_ns = state->cell->window_ns;
		state->half_width = INFINITY;
		state->stop = stop_new(
			session->campaign->precision, schedule_square(state->cell->n_modes));
		error = sequence_new(
			&state->sequence, gsl_rng_get(session->rng), state->cell->n_modes);
	}
	return error;
}

static bool anything_in_shm(const struct plan *plan)
{
	for (size_t c = 0; c < plan->n_cells; c++)
		if (plan->cells[c].workload->in_shm)
			return true;
	return false;
}

static int prepare(struct session *session)
{
	struct campaign *campaign = session->campaign;
	session->rng = schedule_rng(campaign->seed);
	session->padding = schedule_rng(~campaign->seed);
	if (!session->rng || !session->padding)
		return fail(campaign, -ENOMEM, "the plan");
	int error = resource_path("tracetax-driver", session->driver, sizeof session->driver);
	if (error)
		return fail(campaign, error, "tracetax-driver (make builds it beside tracetax)");
	error = look_at_machine(session);
	if (error)
		return error;
	campaign->precision = precision_of(session);
	error = prepare_cells(session);
	if (error)
		return fail(campaign, error, "the plan");
	error = scratch_make(scratch_parent(), session->scratch, sizeof session->scratch);
	if (error)
		return fail(campaign, error, "a directory under $TMPDIR");
	if (anything_in_shm(campaign->plan)) /* without it, those workloads say so */
		scratch_make(SCRATCH_SHM, session->shm, sizeof session->shm);
	error = tree_adopt();
	return error ? fail(campaign, error, "PR_SET_CHILD_SUBREAPER") : open_directory(campaign);
}

static int measure(struct session *session)
{
	int error = write_machine(session);
	if (!error)
		error = open_sinks(session);
	if (error)
		return error;
	session->epoch_ns = session_now();
	error = canaries_run(session);
	set_limits(session);
	session->stage = STAGE_PILOT;
	if (!error)
		error = pilot_run(session);
	session->stage = STAGE_MEASUREMENT;
	if (!error)
		error = passes_run(session);
	int commit = sink_commit(&session->counters);
	int commit_runs = sink_commit(&session->runs);
	if (!error && (commit || commit_runs))
		error = session_write_failed(
			session, commit ? commit : commit_runs, runs_table.name);
	return error;
}

int campaign_run(struct campaign *campaign)
{
	struct session session = { .campaign = campaign };
	campaign->directory = -1;
	int error = prepare(&session);
	if (!error)
		error = measure(&session);
	if (session.scratch[0])
		scratch_remove(session.scratch);
	if (session.shm[0])
		scratch_remove(session.shm);
	json_decref(session.machine);
	for (size_t c = 0; c < campaign->plan->n_cells && session.cells; c++)
		sequence_free(&session.cells[c].sequence);
	free(session.cells);
	gsl_rng_free(session.rng);
	gsl_rng_free(session.padding);
	return error;
}
