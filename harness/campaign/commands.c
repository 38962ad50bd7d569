#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "absence.h"
#include "commands.h"
#include "modes/call_name.h"
#include "plan/roster.h"

#define COUNTING_MODE "seccomp-trace-names"
static const uint64_t WINDOW_NS = 20000000; /* of short commands, if nobody sets it */
static const uint64_t OPS_MAX = 1000;

int commands_find(struct session *session, struct cell_state *state)
{
	struct complaint complaint;
	char *const *command = state->cell->workload->command;
	if (!command || executable_find(command[0], &state->executable, &complaint) == 0)
		return 0;
	return absence_of_cell(session, state, complaint.text);
}

void commands_traits(const struct cell_state *state, struct traits *traits)
{
	const int *cpu = state->placement.cpu;
	traits->apart = cpu[TRACEE] != cpu[TRACER];
	traits->closed = state->cell->workload->command ? state->executable.closed : NULL;
}

/* Leaves out a cell whose command does not do what it should, even unwatched. */
static int give_up(struct session *session, struct cell_state *state, const char *reason)
{
	session->campaign->failed += !state->cell->setting.may_break;
	return absence_of_all(session, state, "fail", reason);
}

static int give_up_failure(struct session *session, struct cell_state *state, int status)
{
	char reason[160];
	static const char remedy[] =
		"see why with --output inherit (of `run`: --stdout), or give --ignore-failure";
	if (WIFSIGNALED(status))
		snprintf(reason, sizeof reason, "the command died of SIG%s, unwatched: %s",
			sigabbrev_np(WTERMSIG(status)), remedy);
	else
		snprintf(reason, sizeof reason, "the command ended with status %d, unwatched: %s",
			WEXITSTATUS(status), remedy);
	return give_up(session, state, reason);
}

/* Returns how many executions fill the window. */
static uint64_t ops_of(const struct cell_state *state, uint64_t wall_ns)
{
	uint64_t fit = state->window_ns / (wall_ns ? wall_ns : 1);
	return fit < 1 ? 1 : fit > OPS_MAX ? OPS_MAX : fit;
}

/* Takes the first execution as the model of all later ones. */
static int take_model(
	struct session *session, struct cell_state *state, const struct result *result)
{
	int status = result->answer.wait_status;
	if (result->outcome == RUN_FAILED)
		return give_up(session, state, result->reason);
	if (result->outcome == RUN_REFUSED)
		return absence_of_cell(session, state, result->reason);
	if (status && !state->cell->setting.ignore_failure)
		return give_up_failure(session, state, status);
	state->status_known = true;
	state->status_due = status;
	if (!state->cell->ops)
		state->ops = ops_of(state, result->answer.timed.wall_ns);
	return 0;
}

/* Tells whether there is one execution and nothing to compare it with: then no other comes first.
 */
static bool is_alone(const struct cell *cell)
{
	return cell->n_modes == 0 && cell->blocks == 1;
}

int commands_try(struct session *session, struct cell_state *state)
{
	struct result result = { .outcome = RUN_OK };
	uint64_t warm_ups = state->cell->warm_ups;
	int error = 0;
	if (!state->cell->workload->command || !session_has_work(state))
		return 0;
	state->window_ns = state->window_ns ? state->window_ns : WINDOW_NS;
	state->ops = state->cell->ops ? 0 : 1;
	if (warm_ups)
		error = session_trial(session, state, state->cell->baseline, warm_ups, &result);
	if (is_alone(state->cell) || error || result.outcome != RUN_OK)
		return error;
	error = session_trial(session, state, state->cell->baseline, 1, &result);
	return error || result.outcome == RUN_INTERRUPTED ? error
							  : take_model(session, state, &result);
}

static uint64_t all_calls(const struct tally *tally)
{
	uint64_t all = tally->others;
	for (size_t i = 0; i < TALLY_CALLS; i++)
		all += tally->of[i];
	return all;
}

static struct call_row row_of(
	const struct cell *cell, const char *call, uint64_t first, uint64_t second)
{
	struct call_row row = { .first = (int64_t)first, .second = (int64_t)second };
	snprintf(row.workload, sizeof row.workload, "%s", cell->workload->name);
	snprintf(row.call, sizeof row.call, "%s", call);
	return row;
}

static int by_count(const void *a, const void *b)
{
	const struct call_row *x = a, *y = b;
	int64_t m = x->first + x->second, n = y->first + y->second;
	return m != n ? (m < n) - (m > n) : strcmp(x->call, y->call);
}

/* Keeps a row for each call that was made, the most frequent first. */
static int keep_calls(struct session *session, const struct cell *cell, const struct tally tally[2])
{
	size_t before = session->n_calls;
	struct call_row *rows =
		realloc(session->calls, (before + TALLY_CALLS + 1) * sizeof *session->calls);
	char name[32];
	if (!rows)
		return session_fail(session->campaign, -ENOMEM, calls_table.name);
	session->calls = rows;
	for (int i = 0; i < TALLY_CALLS; i++)
		if (tally[0].of[i] || tally[1].of[i])
			rows[session->n_calls++] = row_of(cell, call_name(i, name, sizeof name),
				tally[0].of[i], tally[1].of[i]);
	if (tally[0].others || tally[1].others)
		rows[session->n_calls++] = row_of(cell, "others", tally[0].others, tally[1].others);
	qsort(rows + before, session->n_calls - before, sizeof *rows, by_count);
	return 0;
}

/* Returns an earlier cell of the same command whose calls were counted; NULL if there is none. */
static const struct cell_state *counted_before(
	const struct session *session, const struct cell_state *state)
{
	for (const struct cell_state *s = session->cells; s < state; s++)
		if (s->cell->workload == state->cell->workload && s->calls_per_op)
			return s;
	return NULL;
}

static int take_counts(
	struct session *session, struct cell_state *state, const struct tally tally[2])
{
	uint64_t first = all_calls(&tally[0]), second = all_calls(&tally[1]);
	state->calls_per_op = (unsigned)((first + second) / 2);
	if (first != second)
		session_note(session,
			"%s: its calls vary: %" PRIu64 " in one execution, %" PRIu64 " in the next",
			state->cell->workload->name, first, second);
	return keep_calls(session, state->cell, tally);
}

int commands_count(struct session *session, struct cell_state *state)
{
	struct tally tally[2];
	struct result result;
	if (!state->cell->workload->command || !state->cell->n_modes || !session_has_work(state))
		return 0;
	const struct cell_state *before = counted_before(session, state);
	if (before) {
		state->calls_per_op = before->calls_per_op;
		return 0;
	}
	for (size_t i = 0; i < 2; i++) {
		int error = session_trial(session, state, roster_find(COUNTING_MODE), 1, &result);
		if (error || result.outcome == RUN_INTERRUPTED)
			return error;
		state->is_tracer |= result.is_tracer;
		if (result.outcome != RUN_OK) {
			session_note(session,
				"%s: its calls are not counted, as " COUNTING_MODE
				" does not work: %s",
				state->cell->workload->name, result.reason);
			return 0;
		}
		tally[i] = result.answer.tally;
	}
	return take_counts(session, state, tally);
}

int commands_write(struct session *session)
{
	int error = 0;
	if (session->n_calls)
		error = table_write(&calls_table, session->campaign->directory, session->calls,
			session->n_calls);
	return error ? session_write_failed(session, error, calls_table.name) : 0;
}
