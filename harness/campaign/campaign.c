#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/resources.h"
#include "base/scratch.h"
#include "describe.h"
#include "machine/machine.h"
#include "modes/filters/filter.h"
#include "page/speed.h"
#include "plan/command.h"
#include "plan/roster.h"
#include "run/shell.h"
#include "run/tree.h"
#include "session.h"

static const double PRECISION_VIRTUAL = 0.05, PRECISION_METAL = 0.02;
static const uint64_t TIME_PER_MODE_NS = 5000000000; /* if the plan sets no time */

/* Returns what is behind each filter:NAME, for machine.json. */
static json_t *filters(void)
{
	char fingerprint[24];
	json_t *all = json_object();
	const struct mode *mode;
	for (size_t i = 0; (mode = roster_at(i)); i++) {
		if (!mode->filter)
			continue;
		const struct sock_fprog *program = &mode->filter->program;
		snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64,
			filter_fingerprint(program));
		json_object_set_new(all, strchr(mode->name, ':') + 1,
			json_pack("{s:s, s:i, s:s}", "file", mode->filter->file, "instructions",
				(int)program->len, "fingerprint", fingerprint));
	}
	return all;
}

/* Returns the command behind each wrap:NAME, for machine.json. */
static json_t *wraps(void)
{
	json_t *all = json_object();
	const struct mode *mode;
	for (size_t i = 0; (mode = roster_at(i)); i++)
		if (mode->wrapper)
			json_object_set_new(
				all, strchr(mode->name, ':') + 1, json_string(mode->summary));
	return all;
}

/* Returns each command, by its name without "command:", for machine.json. */
static json_t *commands(void)
{
	json_t *all = json_object();
	const struct workload *command;
	for (size_t i = 0; (command = command_at(i)); i++)
		json_object_set_new(
			all, strchr(command->name, ':') + 1, json_string(command->summary));
	return all;
}

static bool only_commands(const struct plan *plan)
{
	for (size_t c = 0; c < plan->n_cells; c++)
		if (!plan->cells[c].workload->command)
			return false;
	return true;
}

/* Returns the time of the chain, from which the driver makes work of a given length. It is not
 * measured for commands alone: it takes longer than many of them. */
static json_t *chain(struct session *session)
{
	if (session->commands_only)
		return json_null();
	session->chain_ns = speed_settled();
	return json_integer((json_int_t)session->chain_ns);
}

static int look_at_machine(struct session *session)
{
	char started[32];
	struct tm utc;
	time_t now = time(NULL);
	session->commands_only = only_commands(session->campaign->plan);
	session->machine = machine_describe(session->campaign->seed);
	if (!session->machine)
		return session_fail(session->campaign, -ENOMEM, "machine.json");
	json_object_set_new(json_object_get(session->machine, "cpu"), "chain_ns", chain(session));
	strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
	json_object_set_new(session->machine, "started", json_string(started));
	json_object_set_new(session->machine, "wraps", wraps());
	json_object_set_new(session->machine, "filters", filters());
	json_object_set_new(session->machine, "commands", commands());
	if (!json_is_true(
		    json_object_get(json_object_get(session->machine, "surroundings"), "traced")))
		return 0;
	return complain(&session->campaign->complaint,
		"tracetax is itself being traced: every figure would be wrong; run it without strace or debugger");
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

static int write_descriptions(struct session *session)
{
	int error = describe_plan(session->campaign->plan, session->campaign->directory);
	return error ? session_write_failed(session, error, "modes.csv or workloads.csv") : 0;
}

/* Writes what the filters do with the calls, when those of commands have been counted. */
static int write_filters(struct session *session)
{
	int error = describe_filters(session->campaign->plan, session->calls, session->n_calls,
		session->campaign->directory);
	return error ? session_write_failed(session, error, filters_table.name) : 0;
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

/* Makes the directory. mkdir(2) decides: of two campaigns that begin at once, each gets its own. */
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
		return session_fail(campaign, error, campaign->path);
	campaign->directory = open(campaign->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return campaign->directory < 0 ? session_fail(campaign, -errno, campaign->path) : 0;
}

/* Returns the precision to reach: 2 % is too much to ask of a machine that may be virtual. */
static double precision_of(const struct session *session)
{
	double asked = session->campaign->plan->precision;
	bool metal = json_is_false(json_object_get(session->machine, "virtual"));
	return asked > 0 ? asked : metal ? PRECISION_METAL : PRECISION_VIRTUAL;
}

/* Sets the number of runs, if it is known, and the most time that they may take. */
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
	session->total = open ? 0 : session->total; /* unknown if a width decides */
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
		state->stopping = stopping_new(
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
		return session_fail(campaign, -ENOMEM, "the plan");
	int error = resource_path("tracetax-driver", session->driver, sizeof session->driver);
	if (error)
		return session_fail(
			campaign, error, "tracetax-driver (make builds it beside tracetax)");
	error = look_at_machine(session);
	if (error)
		return error;
	campaign->precision = precision_of(session);
	error = prepare_cells(session);
	if (error)
		return session_fail(campaign, error, "the plan");
	error = scratch_make(scratch_parent(), session->scratch, sizeof session->scratch);
	if (error)
		return session_fail(campaign, error, "a directory under $TMPDIR");
	if (anything_in_shm(campaign->plan)) /* without it, the workloads that need it report why */
		scratch_make(SCRATCH_SHM, session->shm, sizeof session->shm);
	error = tree_adopt();
	return error ? session_fail(campaign, error, "PR_SET_CHILD_SUBREAPER")
		     : open_directory(campaign);
}

/* Judges how what the user has asked for before or after the campaign ended. */
static int judge_chore(struct session *session, const char *option, int status)
{
	if (status < 0)
		return session_fail(session->campaign, status, option);
	if (status)
		return complain(&session->campaign->complaint, "%s ended with status %d", option,
			WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}

/* Runs each --setup, whose processes in the background stay until the end. */
static int set_up(struct session *session)
{
	struct campaign *campaign = session->campaign;
	const struct chores *setup = &campaign->plan->setup;
	int error = 0;
	for (size_t i = 0; i < setup->n && !error && !campaign->interrupted; i++) {
		error = judge_chore(session, "--setup",
			shell_run_until(
				setup->all[i], campaign->interrupt, &campaign->interrupted));
		if (!error)
			error = tree_adopt();
	}
	return error;
}

/* Runs each --cleanup, even if one has failed, and ends what --setup has left. */
static int clean_up(struct session *session)
{
	const struct plan *plan = session->campaign->plan;
	int error = 0;
	for (size_t i = 0; i < plan->cleanup.n; i++) {
		int cleaning = judge_chore(session, "--cleanup", shell_run(plan->cleanup.all[i]));
		error = error ? error : cleaning;
	}
	if (plan->setup.n)
		tree_end_all();
	return error;
}

static int close_sinks(struct session *session)
{
	int counters = sink_place(&session->counters);
	int runs = sink_commit(&session->runs);
	int rest = sink_settle(session->campaign->directory);
	return counters ? counters : runs ? runs : rest;
}

static int measure(struct session *session)
{
	int error = write_machine(session);
	if (!error)
		error = write_descriptions(session);
	if (!error)
		error = open_sinks(session);
	if (error)
		return error;
	session->epoch_ns = session_now();
	error = canaries_run(session);
	if (!error)
		error = write_filters(session);
	set_limits(session);
	session->stage = STAGE_PILOT;
	if (!error)
		error = pilot_run(session);
	session->stage = STAGE_MEASUREMENT;
	if (!error)
		error = passes_run(session);
	int commit = close_sinks(session);
	return !error && commit ? session_write_failed(session, commit, runs_table.name) : error;
}

int campaign_run(struct campaign *campaign)
{
	struct session session = { .campaign = campaign };
	campaign->directory = -1;
	int error = prepare(&session);
	if (!error)
		error = set_up(&session);
	if (!error)
		error = measure(&session);
	if (campaign->directory >= 0) {
		int cleaning = clean_up(&session);
		error = error ? error : cleaning;
	}
	if (session.scratch[0])
		scratch_remove(session.scratch);
	if (session.shm[0])
		scratch_remove(session.shm);
	json_decref(session.machine);
	for (size_t c = 0; c < campaign->plan->n_cells && session.cells; c++)
		sequence_free(&session.cells[c].sequence);
	free(session.cells);
	free(session.calls);
	gsl_rng_free(session.rng);
	gsl_rng_free(session.padding);
	return error;
}
