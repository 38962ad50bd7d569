/* Finds out, before anything is timed, what this machine lacks and what does not work on it. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "absence.h"
#include "commands.h"
#include "due.h"
#include "machine/places.h"
#include "modes/fit.h"
#include "plan/roster.h"
#include "run/tasks.h"
#include "session.h"

#define COUNTING_MODE "ptrace-syscall"
enum {
	CANARY_CALLS = 100,
	CANARY_ACCESSES = 4, /* to memory: each may take a call for every word */
	TRIAL_OPS = 24,
	OTHER_TASKS = 4 /* harness, tracer, driver, guard */
};

/* Returns the first canary that the mode fits; there is one for each kind of mode. */
static const struct workload *canary_of(const struct mode *mode)
{
	static const char *const names[] = { "getpid", "compute", "memory-read", "memory-write",
		"memory-read-words", "memory-write-words" };
	const struct workload *canary = NULL;
	char reason[128];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		canary = workload_find(names[i]);
		if (fit_mode(mode, workload_traits(canary), reason, sizeof reason))
			break;
	}
	return canary;
}

/* A mode must show its stops before it takes part: one that is silently inactive would measure no
 * cost at all. */
int canaries_try(struct session *session, const struct mode *mode, struct result *result)
{
	const struct workload *workload = canary_of(mode);
	const struct cell cell = {
		.workload = workload,
		.size = workload->size,
		.ops = mode->memory ? CANARY_ACCESSES : CANARY_CALLS,
	};
	struct cell_state state = {
		.cell = &cell,
		.calls_per_op = workload->calls_per_op,
		.window_ns = 1000000,
	};
	int error = placement_resolve("free", &state.placement);
	if (error) {
		complain(&session->campaign->complaint, "placement free: %s", strerror(-error));
		return error;
	}
	struct order order = session_order(session, &state, mode);
	return session_measure(session, &order, result);
}

static int leave_out_everywhere(
	struct session *session, const struct mode *mode, const struct result *why)
{
	const char *status = why->outcome == RUN_FAILED ? "fail" : "skip";
	int error = 0;
	for (size_t c = 0; c < session->campaign->plan->n_cells && !error; c++) {
		struct cell_state *state = &session->cells[c];
		for (size_t m = absence_first(state->cell); m != SIZE_MAX && !error;
			m = absence_next(state->cell, m))
			if (session_mode(state->cell, m) == mode)
				error = absence_of_mode(session, state, m, status, why->reason);
	}
	return error;
}

static bool is_planned(const struct plan *plan, const struct mode *mode)
{
	for (size_t c = 0; c < plan->n_cells; c++)
		for (size_t m = absence_first(&plan->cells[c]); m != SIZE_MAX;
			m = absence_next(&plan->cells[c], m))
			if (session_mode(&plan->cells[c], m) == mode)
				return true;
	return false;
}

static int try_modes(struct session *session)
{
	int error = 0;
	const struct mode *mode;
	for (size_t i = 0; !error && !session->campaign->interrupted && (mode = roster_at(i));
		i++) {
		struct result result;
		if (!is_planned(session->campaign->plan, mode) ||
			(mode->baseline && session->commands_only))
			continue; /* a command's trial is made unwatched anyway */
		error = canaries_try(session, mode, &result);
		if (error || result.outcome == RUN_OK || result.outcome == RUN_INTERRUPTED)
			continue;
		session->campaign->failed += result.outcome == RUN_FAILED;
		error = leave_out_everywhere(session, mode, &result);
	}
	return error;
}

static int place_cell(struct session *session, struct cell_state *state)
{
	int error = placement_resolve(state->cell->placement, &state->placement);
	if (error) {
		complain(&session->campaign->complaint, "placement %s: %s", state->cell->placement,
			strerror(-error));
		return error;
	}
	return state->placement.lacking ? absence_of_cell(session, state, state->placement.lacking)
					: 0;
}

/* Returns "" if so many tasks can exist at once, or the reason why not. */
static const char *lacking_tasks(uint64_t tasks, char *reason, size_t size)
{
	int error = tasks_try((unsigned)tasks);
	reason[0] = '\0';
	if (error)
		snprintf(reason, size, "%" PRIu64 " tasks at once: %s: " FEWER_TASKS_REMEDY, tasks,
			strerror(-error));
	return reason;
}

/* Tries that many tasks before anything needs them: half a tree must never start. */
static int try_tasks(struct session *session, struct cell_state *state)
{
	char reason[288];
	uint64_t tasks = state->cell->size;
	int error = 0;
	if (state->cell->workload->size_unit != SIZE_TASKS)
		return 0;
	if (lacking_tasks(tasks + OTHER_TASKS, reason, sizeof reason)[0])
		return absence_of_cell(session, state, reason);
	for (size_t m = 0; m < state->cell->n_modes && !error; m++)
		if (state->cell->modes[m]->tracer_each &&
			lacking_tasks(2 * tasks + OTHER_TASKS, reason, sizeof reason)[0])
			error = absence_of_mode(session, state, m, "skip", reason);
	return error;
}

/* Leaves out the modes that work here but do not fit the cell's workload. */
static int fit_modes(struct session *session, struct cell_state *state)
{
	char reason[128];
	int error = 0;
	struct traits program = workload_traits(state->cell->workload);
	commands_traits(state, &program);
	for (size_t m = 0; m < state->cell->n_modes && !error; m++)
		if (!fit_mode(state->cell->modes[m], program, reason, sizeof reason))
			error = absence_of_mode(session, state, m, "skip", reason);
	return error;
}

/* Tries a workload's setup once, unwatched: memory, descriptors or tasks that it cannot have here
 * it cannot have in any mode. Any other failure shows in the runs themselves. */
static int try_setup(struct session *session, struct cell_state *state)
{
	struct result result;
	if (!session_has_work(state) || state->cell->workload->command)
		return 0;
	int error = session_trial(session, state, state->cell->baseline, 1, &result);
	return error || result.outcome != RUN_REFUSED
		       ? error
		       : absence_of_cell(session, state, result.reason);
}

/* Counts the calls of one operation, which depend on libc's version. The count is due in every run
 * of the cell. */
static int count_calls(struct session *session, struct cell_state *state)
{
	struct result result;
	char reason[sizeof result.reason + 64];
	const struct workload *workload = state->cell->workload;
	if (!workload->calls_of_libc || workload->command || !session_has_work(state))
		return 0;
	int error = session_trial(session, state, roster_find(COUNTING_MODE), TRIAL_OPS, &result);
	if (error || result.outcome == RUN_INTERRUPTED)
		return error;
	if (result.outcome == RUN_OK)
		state->calls_per_op =
			due_calls_counted(workload, &result.answer.timed, &result.answer.counted);
	if (state->calls_per_op)
		return 0;
	snprintf(reason, sizeof reason, "its calls must be counted by " COUNTING_MODE ": %s",
		result.outcome == RUN_OK ? "they are not the same in each operation"
					 : result.reason);
	if (result.outcome == RUN_REFUSED)
		return absence_of_cell(session, state, reason);
	session->campaign->failed++;
	return absence_of_all(session, state, "fail", reason);
}

static int in_each_cell(
	struct session *session, int (*step)(struct session *session, struct cell_state *state))
{
	int error = 0;
	for (size_t c = 0; c < session->campaign->plan->n_cells && !error; c++)
		if (!session->campaign->interrupted)
			error = step(session, &session->cells[c]);
	return error;
}

int canaries_run(struct session *session)
{
	int error = in_each_cell(session, place_cell);
	if (!error)
		error = in_each_cell(session, commands_find);
	if (!error)
		error = in_each_cell(session, fit_modes);
	if (!error)
		error = in_each_cell(session, try_tasks);
	if (!error)
		error = try_modes(session);
	if (!error)
		error = in_each_cell(session, try_setup);
	if (!error)
		error = in_each_cell(session, commands_try);
	if (!error)
		error = in_each_cell(session, count_calls);
	if (!error)
		error = in_each_cell(session, commands_count);
	return error ? error : commands_write(session);
}
