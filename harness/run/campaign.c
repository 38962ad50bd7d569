#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "campaign.h"
#include "history.h"
#include "machine.h"
#include "plan/schedule.h"
#include "resources.h"
#include "row.h"
#include "run.h"
#include "scratch.h"
#include "tree.h"

enum {
	CANARY_CALLS = 100,
	FAILS_MAX = 3, /* in a row, then a mode is given up in that cell */
	PADDING_MAX = 4096,
};
static const uint64_t WARM_UP_NS = 2000000;

/* Of one mode in one cell: whether it still takes part, and what it usually has. */
struct part {
	struct history involuntary; /* switches per op */
	unsigned fails;
	bool out;
};

struct state {
	struct campaign *campaign;
	gsl_rng *rng; /* of the order, and of nothing else */
	gsl_rng *padding; /* of the environment's size */
	json_t *machine;
	struct sink runs, counters;
	struct placement *placements; /* by cell */
	struct part *parts; /* by cell, CELL_MODES_MAX + 1 each; the last is the baseline */
	char driver[PATH_MAX];
	char scratch[256];
	uint64_t epoch_ns, done, total;
	bool refusals_told[SIDES];
};

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

static struct part *part_of(const struct state *state, size_t cell, size_t mode)
{
	return &state->parts[cell * (CELL_MODES_MAX + 1) + mode];
}

static const struct mode *mode_of(const struct cell *cell, size_t mode)
{
	return mode == CELL_MODES_MAX ? cell->baseline : cell->modes[mode];
}

/* The complaint that goes with an error; returns the error. */
static int fail(struct campaign *campaign, int error, const char *what)
{
	complain(&campaign->complaint, "%s: %s", what, strerror(-error));
	return error;
}

static int write_failed(struct state *state, int error, const char *file)
{
	complain(&state->campaign->complaint, "%s/%s: %s", state->campaign->path, file,
		strerror(-error));
	return error;
}

static struct run_row new_row(
	struct state *state, const struct cell *cell, const struct mode *mode, enum role role)
{
	struct run_row row;
	row_clear(&runs_table, &row);
	row.schema = SCHEMA;
	row.seq = (int64_t)state->campaign->rows + 1;
	snprintf(row.campaign, sizeof row.campaign, "%s", state->campaign->name);
	snprintf(row.workload, sizeof row.workload, "%s", cell->workload->name);
	snprintf(row.placement, sizeof row.placement, "%s", cell->placement);
	snprintf(row.mode, sizeof row.mode, "%s", mode->name);
	snprintf(row.role, sizeof row.role, "%s", schedule_role_names[role]);
	if (cell->size)
		row.size = (int64_t)cell->size;
	return row;
}

static int write_row(struct state *state, const struct run_row *row)
{
	int error = table_write_row(&runs_table, &state->runs, row);
	if (error)
		return write_failed(state, error, runs_table.name);
	state->campaign->rows++;
	return 0;
}

/* A row for a mode that takes no part: `status` is "skip", or "fail" where it should have. */
static int write_absence(struct state *state, const struct cell *cell, const struct mode *mode,
	const char *status, const char *reason)
{
	struct run_row row = new_row(state, cell, mode, mode->baseline ? BASELINE_A : TREATMENT);
	snprintf(row.status, sizeof row.status, "%s", status);
	snprintf(row.reason, sizeof row.reason, "%s", reason);
	return write_row(state, &row);
}

static int write_counter(struct state *state, struct counter_row *row)
{
	row->seq = (int64_t)state->campaign->rows;
	snprintf(row->campaign, sizeof row->campaign, "%s", state->campaign->name);
	int error = table_write_row(&counters_table, &state->counters, row);
	return error ? write_failed(state, error, counters_table.name) : 0;
}

static int write_counters(struct state *state, const struct result *result)
{
	const struct counters *counters = state->campaign->counters;
	struct counter_row row;
	int error = 0;
	for (enum side side = TRACEE; side < SIDES && !error; side++) {
		row_clear(&counters_table, &row);
		/* once is enough: it is the same for every run of a campaign */
		if (!state->refusals_told[side] && row_of_refusal(result, side, &row)) {
			state->refusals_told[side] = true;
			error = write_counter(state, &row);
		}
		for (uint32_t event = 0; event < counters->extras && !error; event++) {
			row_clear(&counters_table, &row);
			row_of_event(counters, result, side, event, &row);
			error = write_counter(state, &row);
		}
	}
	return error;
}

static struct order order_for(const struct state *state, const struct cell *cell,
	const struct placement *placement, const struct mode *mode)
{
	return (struct order){
		.mode = mode,
		.workload = cell->workload,
		.placement = placement,
		.counters = state->campaign->counters,
		.driver = state->driver,
		.scratch = state->scratch,
		.size = cell->size,
		.ops = cell->ops,
		.window_ns = cell->window_ns,
		.warm_up_ns = WARM_UP_NS,
		.timeout_ns = state->campaign->plan->timeout_ns,
		.padding = (unsigned)gsl_rng_uniform_int(state->padding, PADDING_MAX),
	};
}

static void tell_progress(const struct state *state, const struct cell *cell, const char *mode)
{
	const struct campaign *campaign = state->campaign;
	uint64_t elapsed = now_ns() - state->epoch_ns;
	struct progress progress = { state->done, state->total, elapsed, 0, cell, mode };
	if (state->done)
		progress.left_ns = (uint64_t)((double)elapsed / (double)state->done *
					      (double)(state->total - state->done));
	uint64_t limit = campaign->plan->time_ns;
	if (limit && progress.left_ns > limit - elapsed)
		progress.left_ns = limit > elapsed ? limit - elapsed : 0;
	if (campaign->progress)
		campaign->progress(&progress, campaign->context);
}

static void give_up_after(struct part *part, const struct result *result)
{
	part->fails = result->outcome == RUN_FAILED ? part->fails + 1 : 0;
	part->out = result->outcome == RUN_REFUSED || part->fails == FAILS_MAX;
}

static void remember(struct part *part, const struct result *result)
{
	if (result->outcome == RUN_OK && !isnan(row_involuntary_per_op(result)))
		history_add(&part->involuntary, row_involuntary_per_op(result));
}

/* One run: measured, judged, written. 0 or -errno; an interruption is no error. */
static int run_slot(struct state *state, size_t cell_index, const struct slot *slot, size_t mode,
	int64_t pass, int64_t position)
{
	const struct cell *cell = &state->campaign->plan->cells[cell_index];
	struct part *part = part_of(state, cell_index, mode);
	struct order order =
		order_for(state, cell, &state->placements[cell_index], mode_of(cell, mode));
	struct result result;
	tell_progress(state, cell, order.mode->name);
	int error = run_measure(&order, state->campaign->interrupt, &result);
	if (error)
		return fail(state->campaign, error, "no process can be started");
	state->done++;
	if (result.outcome == RUN_INTERRUPTED) {
		state->campaign->interrupted = true;
		return 0;
	}
	struct run_row row = new_row(state, cell, order.mode, slot->role);
	row.pass = row.block = pass;
	row.position = position;
	row_of_result(&order, &result, history_median(&part->involuntary), state->epoch_ns, &row);
	remember(part, &result);
	state->campaign->failed += result.outcome == RUN_FAILED;
	give_up_after(part, &result);
	error = write_row(state, &row);
	return error || result.outcome != RUN_OK ? error : write_counters(state, &result);
}

/* Nothing can be compared without its baseline. */
static bool cell_is_out(const struct state *state, size_t cell)
{
	return part_of(state, cell, CELL_MODES_MAX)->out;
}

static int run_block(struct state *state, size_t cell_index, int64_t pass)
{
	const struct cell *cell = &state->campaign->plan->cells[cell_index];
	struct slot slots[CELL_MODES_MAX + 2];
	size_t n = schedule_block(state->rng, slots, cell->n_modes);
	int error = 0;
	for (size_t i = 0; i < n && !error && !state->campaign->interrupted; i++) {
		size_t mode = slots[i].role == TREATMENT ? slots[i].mode : CELL_MODES_MAX;
		if (part_of(state, cell_index, mode)->out || cell_is_out(state, cell_index))
			state->done++;
		else
			error = run_slot(state, cell_index, &slots[i], mode, pass, (int64_t)i + 1);
	}
	return error;
}

static int run_passes(struct state *state)
{
	const struct plan *plan = state->campaign->plan;
	size_t *cells = malloc(plan->n_cells * sizeof *cells);
	int error = cells ? 0 : -ENOMEM;
	bool more = true;
	for (uint64_t pass = 1; more && !error && !state->campaign->interrupted; pass++) {
		schedule_pass(state->rng, cells, plan->n_cells);
		more = false;
		if (plan->time_ns && now_ns() - state->epoch_ns > plan->time_ns)
			break;
		for (size_t i = 0; i < plan->n_cells && !error && !state->campaign->interrupted;
			i++) {
			if (pass > plan->cells[cells[i]].blocks)
				continue;
			more = true;
			error = run_block(state, cells[i], (int64_t)pass);
		}
	}
	free(cells);
	return error;
}

/* A mode that is silently inactive would measure no cost at all: each must show its stops on a few
 * calls before it takes part, on a workload that has calls. */
static int try_mode(struct state *state, const struct mode *mode, struct result *result)
{
	struct placement anywhere;
	int error = placement_resolve("free", &anywhere);
	const struct cell cell = {
		.workload = workload_find(mode->reads_memory ? "memory-read" : "getpid"),
		.size = mode->reads_memory ? 4096 : 0,
		.ops = CANARY_CALLS,
		.window_ns = 1000000,
	};
	if (error)
		return error;
	struct order order = order_for(state, &cell, &anywhere, mode);
	return run_measure(&order, state->campaign->interrupt, result);
}

/* Leaves a mode out of every cell, with a row for each. */
static int leave_out(struct state *state, const struct mode *mode, const struct result *why)
{
	const struct plan *plan = state->campaign->plan;
	const char *status = why->outcome == RUN_FAILED ? "fail" : "skip";
	int error = 0;
	for (size_t c = 0; c < plan->n_cells && !error; c++)
		for (size_t m = 0; m <= CELL_MODES_MAX && !error; m++) {
			struct part *part = part_of(state, c, m);
			bool it_is = m == CELL_MODES_MAX || m < plan->cells[c].n_modes;
			if (!it_is || mode_of(&plan->cells[c], m) != mode || part->out)
				continue;
			part->out = true;
			error = write_absence(state, &plan->cells[c], mode, status, why->reason);
		}
	return error;
}

static bool is_planned(const struct plan *plan, const struct mode *mode)
{
	for (size_t c = 0; c < plan->n_cells; c++) {
		if (plan->cells[c].baseline == mode)
			return true;
		for (size_t m = 0; m < plan->cells[c].n_modes; m++)
			if (plan->cells[c].modes[m] == mode)
				return true;
	}
	return false;
}

static int try_modes(struct state *state)
{
	int error = 0;
	const struct mode *mode;
	for (size_t i = 0; !error && !state->campaign->interrupted && (mode = mode_at(i)); i++) {
		struct result result;
		if (!is_planned(state->campaign->plan, mode))
			continue;
		error = try_mode(state, mode, &result);
		if (error)
			fail(state->campaign, error, "no process can be started");
		else if (result.outcome == RUN_INTERRUPTED)
			state->campaign->interrupted = true;
		else if (result.outcome != RUN_OK)
			error = leave_out(state, mode, &result);
		state->campaign->failed += result.outcome == RUN_FAILED;
	}
	return error;
}

static int place_cells(struct state *state)
{
	const struct plan *plan = state->campaign->plan;
	int error = 0;
	for (size_t c = 0; c < plan->n_cells && !error; c++) {
		const struct cell *cell = &plan->cells[c];
		struct placement *placement = &state->placements[c];
		error = placement_resolve(cell->placement, placement);
		if (error || !placement->lacking)
			continue;
		for (size_t m = 0; m <= cell->n_modes && !error; m++) {
			size_t mode = m == cell->n_modes ? CELL_MODES_MAX : m;
			part_of(state, c, mode)->out = true;
			error = write_absence(
				state, cell, mode_of(cell, mode), "skip", placement->lacking);
		}
	}
	return error;
}

static int look_at_machine(struct state *state)
{
	char started[32];
	struct tm utc;
	time_t now = time(NULL);
	state->machine = machine_describe(state->campaign->seed);
	if (!state->machine)
		return fail(state->campaign, -ENOMEM, "machine.json");
	strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
	json_object_set_new(state->machine, "started", json_string(started));
	if (!json_is_true(
		    json_object_get(json_object_get(state->machine, "surroundings"), "traced")))
		return 0;
	return complain(&state->campaign->complaint,
		"tracetax is itself being traced: every figure would be wrong; run it without "
		"strace or debugger");
}

static int write_machine(struct state *state)
{
	char *text = json_dumps(state->machine, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
	int error = text ? sink_file(state->campaign->directory, "machine.json", text, strlen(text))
			 : -ENOMEM;
	free(text);
	return error ? write_failed(state, error, "machine.json") : 0;
}

static int open_sinks(struct state *state)
{
	int directory = state->campaign->directory;
	int error = sink_open(&state->runs, directory, runs_table.name);
	if (!error)
		error = sink_open(&state->counters, directory, counters_table.name);
	if (!error)
		error = table_write_header(&runs_table, &state->runs);
	if (!error)
		error = table_write_header(&counters_table, &state->counters);
	return error ? write_failed(state, error, runs_table.name) : 0;
}

static int open_directory(struct campaign *campaign)
{
	if (mkdir(campaign->path, 0755) < 0)
		return fail(campaign, -errno, campaign->path);
	campaign->directory = open(campaign->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return campaign->directory < 0 ? fail(campaign, -errno, campaign->path) : 0;
}

static int prepare(struct state *state)
{
	struct campaign *campaign = state->campaign;
	const struct plan *plan = campaign->plan;
	state->rng = schedule_rng(campaign->seed);
	state->padding = schedule_rng(~campaign->seed);
	state->placements = calloc(plan->n_cells, sizeof *state->placements);
	state->parts = calloc(plan->n_cells * (CELL_MODES_MAX + 1), sizeof *state->parts);
	if (!state->rng || !state->padding || !state->placements || !state->parts)
		return fail(campaign, -ENOMEM, "the plan");
	int error = resource_path("tracetax-driver", state->driver, sizeof state->driver);
	if (error)
		return fail(campaign, error, "tracetax-driver (make builds it beside tracetax)");
	error = look_at_machine(state);
	if (error)
		return error;
	error = scratch_make(state->scratch, sizeof state->scratch);
	if (error)
		return fail(campaign, error, "a directory under $TMPDIR");
	error = tree_adopt();
	return error ? fail(campaign, error, "PR_SET_CHILD_SUBREAPER") : open_directory(campaign);
}

static int measure(struct state *state)
{
	int error = write_machine(state);
	if (!error)
		error = open_sinks(state);
	if (error)
		return error;
	state->total = plan_runs(state->campaign->plan);
	state->epoch_ns = now_ns();
	error = place_cells(state);
	if (!error)
		error = try_modes(state);
	if (!error)
		error = run_passes(state);
	int commit = sink_commit(&state->counters);
	int commit_runs = sink_commit(&state->runs);
	if (!error && (commit || commit_runs))
		error = write_failed(state, commit ? commit : commit_runs, runs_table.name);
	return error;
}

int campaign_run(struct campaign *campaign)
{
	struct state state = { .campaign = campaign };
	campaign->directory = -1;
	int error = prepare(&state);
	if (!error)
		error = measure(&state);
	if (state.scratch[0])
		scratch_remove(state.scratch);
	json_decref(state.machine);
	free(state.placements);
	free(state.parts);
	gsl_rng_free(state.rng);
	gsl_rng_free(state.padding);
	return error;
}
