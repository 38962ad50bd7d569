#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "row.h"
#include "run/measured.h"
#include "run/wants.h"
#include "session.h"

enum { PADDING_MAX = 4096 };
static const uint64_t WARM_UP_NS = 2000000;

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

int session_fail(struct campaign *campaign, int error, const char *what)
{
	complain(&campaign->complaint, "%s: %s", what, strerror(-error));
	return error;
}

void session_note(struct session *session, const char *format, ...)
{
	struct campaign *campaign = session->campaign;
	va_list list;
	if (campaign->n_notes == NOTES_MAX)
		return;
	struct complaint *note = &campaign->notes[campaign->n_notes++];
	va_start(list, format);
	vsnprintf(note->text, sizeof note->text, format, list);
	va_end(list);
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
	row.key = row_key(cell, mode);
	snprintf(row.role, sizeof row.role, "%s%s", cell->setting.may_break ? ROLE_OF_COVERAGE : "",
		schedule_role_names[role]);
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
	return error ? session_fail(session->campaign, error, "keeping the rows") : 0;
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
		/* once per campaign: all its runs have the same refusal */
		if (!session->refusals_told[side] && row_of_refusal(result, side, &row)) {
			session->refusals_told[side] = true;
			error = write_counter(session, &row);
		}
		for (uint32_t event = 0; event < counters->events.extras && !error; event++) {
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
		.program = state->executable.path,
		.setting = state->cell->setting,
		.status_known = state->status_known,
		.status_due = state->status_due,
		.is_tracer = state->is_tracer,
		.scratch = state->cell->workload->in_shm ? session->shm : session->scratch,
		.calls_per_op = state->calls_per_op,
		.size = state->cell->size,
		.ops = state->ops ? state->ops : state->cell->ops,
		.window_ns = state->window_ns,
		.warm_up_ns = WARM_UP_NS,
		.chain_ns = session->chain_ns,
		.timeout_ns = session->campaign->plan->timeout_ns,
		.kill_after_ns = session->campaign->plan->kill_after_ns,
		.padding = (unsigned)gsl_rng_uniform_int(session->padding, PADDING_MAX),
	};
}

int session_trial(struct session *session, struct cell_state *state, const struct mode *mode,
	uint64_t ops, struct result *result)
{
	struct order order = session_order(session, state, mode);
	order.ops = ops;
	order.looks = true;
	order.warm_up_ns = 0;
	return session_measure(session, &order, result);
}

bool session_has_work(const struct cell_state *state)
{
	size_t n = state->cell->n_modes, in = n == 0 || state->cell->blocks;
	for (size_t m = 0; m < n; m++)
		in += !state->parts[m].out;
	return in > 0 && !state->parts[BASELINE].out;
}

/* Returns the widest half interval among the cells that are measured until they are narrow. */
static double widest(const struct session *session)
{
	double half_width = 0;
	for (size_t c = 0; c < session->campaign->plan->n_cells; c++) {
		const struct cell_state *state = &session->cells[c];
		if (!state->cell->blocks && session_has_work(state))
			half_width = fmax(half_width, state->half_width);
	}
	return half_width;
}

/* Returns the most time that may be left. Without a limit it estimates it from the runs so far, if
 * their number is known. */
static uint64_t time_left_ns(const struct session *session, uint64_t elapsed_ns)
{
	uint64_t limit = session->limit_ns, left = limit > elapsed_ns ? limit - elapsed_ns : 0;
	if (!session->total || !session->done)
		return left;
	double runs = (double)session->total - (double)session->done;
	uint64_t expected = (uint64_t)((double)elapsed_ns / (double)session->done * runs);
	return limit && left < expected ? left : expected;
}

static void tell(const struct session *session, const struct order *order)
{
	const struct keeper *keeper = &session->campaign->keeper;
	if (!keeper->progress)
		return;
	uint64_t elapsed_ns = session_now() - session->epoch_ns;
	const struct progress progress = {
		.stage = session->stage,
		.done = session->done,
		.total = session->total,
		.elapsed_ns = elapsed_ns,
		.left_ns = time_left_ns(session, elapsed_ns),
		.widest = widest(session),
		.precision = session->campaign->precision,
		.workload = order->workload->name,
		.placement = order->placement->name,
		.mode = order->mode->name,
	};
	keeper->progress(&progress, keeper->context);
}

/* Tells whether this is the first note of its kind for a command. */
static bool is_news(struct session *session, const struct order *order, enum note note)
{
	bool news = session->told[note] != order->workload;
	session->told[note] = order->workload;
	return news;
}

/* Notes, once for each command, what an execution left in the background, and what ran otherwise
 * than alone. */
static void note_programs(
	struct session *session, const struct order *order, const struct result *result)
{
	const struct answer *answer = &result->answer;
	const char *name = order->workload->name, *mode = order->mode->name;
	if (answer->left && is_news(session, order, NOTE_LEFT))
		session_note(session,
			"%s: %s, left in the background, was ended with the command (processes of one run: %u)",
			name, answer->left_name, answer->left);
	if (answer->unwatched.n && is_news(session, order, NOTE_UNWATCHED))
		session_note(session, "%s: %s runs unwatched under %s (programs of one run: %u)",
			name, answer->unwatched.first, mode, answer->unwatched.n);
	if (answer->unprivileged.n && is_news(session, order, NOTE_UNPRIVILEGED))
		session_note(session,
			"%s: %s gives up its setuid or setgid bit when it is traced (programs of one run: %u)",
			name, answer->unprivileged.first, answer->unprivileged.n);
}

int session_measure(struct session *session, const struct order *order, struct result *result)
{
	tell(session, order);
	int error = run_measure(order, session->campaign->interrupt, result);
	if (error) {
		const char *want = wants_remedy(-error, order->size > 0);
		complain(&session->campaign->complaint, "no process can be started: %s%s%s",
			strerror(-error), want ? ": " : "", want ? want : "");
		return error;
	}
	note_programs(session, order, result);
	session->campaign->interrupted |= result->outcome == RUN_INTERRUPTED;
	return 0;
}
