#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/nearest.h"
#include "campaign/campaign.h"
#include "commands.h"
#include "derive/tables.h"
#include "keeper.h"
#include "plan/placements.h"
#include "print.h"
#include "progress.h"
#include "run/lock.h"

static const int ending_signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

/* But not one that was given as ignored: nohup(1) means it. */
static sigset_t ending_set(void)
{
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof ending_signals / sizeof *ending_signals; i++) {
		struct sigaction action;
		sigaction(ending_signals[i], NULL, &action);
		if (action.sa_handler != SIG_IGN)
			sigaddset(&set, ending_signals[i]);
	}
	return set;
}

static void nearest_event(const char *name, void *context)
{
	nearest_offer(context, name);
}

static int check_event(const char *name, struct complaint *complaint)
{
	struct counters counters;
	counters_init(&counters);
	if (counters_add(&counters, name) == 0)
		return 0;
	struct nearest nearest = nearest_to(name);
	counters_each_name(nearest_event, &nearest);
	return nearest_complain(&nearest, "event", "tracetax list events", complaint);
}

/* Those of a plan, which check_event has seen. */
static void take_events(const struct plan *plan, struct counters *counters)
{
	counters_init(counters);
	for (size_t i = 0; i < plan->n_events; i++)
		counters_add(counters, plan->events[i]);
	if (counters->nameless)
		command_fail(EXIT_DONE,
			COUNTERS_NAMELESS ": of --event, %u are recorded as unsupported",
			counters->nameless);
}

static int check_output(const char *path, char *name, size_t size, struct complaint *complaint)
{
	static const char allowed[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	char copy[PATH_MAX];
	struct stat info;
	if (snprintf(copy, sizeof copy, "%s", path) >= (int)sizeof copy)
		return complain(complaint, "-o: the path is too long");
	const char *last = basename(copy);
	if (strspn(last, allowed) != strlen(last) || strlen(last) >= size || *last == '.' || !*last)
		return complain(complaint,
			"-o \"%.80s\": give the directory a name of up to %zu letters, "
			"digits, '.', '_' and '-'",
			path, size - 1);
	if (lstat(path, &info) == 0)
		return complain(
			complaint, "%s exists: name another directory with -o, or remove it", path);
	strcpy(name, last);
	return 0;
}

static void name_output(char *path, size_t size)
{
	time_t now = time(NULL);
	struct tm utc;
	strftime(path, size, "tracetax-%Y%m%dT%H%M%SZ", gmtime_r(&now, &utc));
}

static uint64_t draw_seed(const struct plan *plan)
{
	uint32_t seed = 0;
	if (plan->seeded)
		return plan->seed;
	if (getrandom(&seed, sizeof seed, 0) < 0)
		seed = (uint32_t)time(NULL);
	return seed;
}

/* The summary, and the words that go with how it ended; `error` is what ended the campaign. */
static int finish(struct campaign *campaign, const struct plan *plan, int error)
{
	struct loaded loaded;
	struct complaint complaint;
	if (load_campaign(campaign->path, &loaded, &complaint) < 0)
		return command_fail(EXIT_FAILED, "%s", complaint.text);
	int status = campaign->failed ? EXIT_FAILED : EXIT_DONE;
	/* where the disk is full, one line says so, and the figures are at least printed */
	if (tables_write(&loaded, campaign->path, &complaint) < 0 && !error)
		status = command_fail(EXIT_FAILED, "%s", complaint.text);
	if (!plan->quiet) {
		print_summary(&loaded);
		printf("%llu rows in %s (seed %llu)\n", (unsigned long long)campaign->rows,
			campaign->path, (unsigned long long)campaign->seed);
	}
	if (campaign->wide && !plan->quiet)
		printf("%zu of %zu cells are wider than the +-%g %% wanted: give more --time\n",
			campaign->wide, plan->n_cells, campaign->precision * 100);
	int trust = print_trust(&loaded);
	if (status == EXIT_DONE)
		status = trust;
	if (campaign->failed)
		command_fail(status, "%llu runs failed: column reason of %s/runs.csv says why",
			(unsigned long long)campaign->failed, campaign->path);
	load_free(&loaded);
	return status;
}

/* Dies of the signal that stopped it, as its parent expects. */
static int die_of_signal(int signals)
{
	struct signalfd_siginfo info;
	if (read(signals, &info, sizeof info) != sizeof info)
		return EXIT_FAILED;
	int number = (int)info.ssi_signo;
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	sigset_t set = ending_set();
	signal(number, SIG_DFL);
	raise(number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	return EXIT_FAILED;
}

/* `name` is the last part of the directory, where the plan says which. */
static int measure(const struct plan *plan, const struct counters *counters, const char *name)
{
	sigset_t set = ending_set();
	sigprocmask(SIG_BLOCK, &set, NULL);
	struct dataset dataset = { 0 };
	char made_up[64];
	name_output(made_up, sizeof made_up);
	struct campaign campaign = {
		.plan = plan,
		.counters = counters,
		.path = plan->output ? plan->output : made_up,
		.made_up = plan->output ? NULL : made_up,
		.name = plan->output ? name : made_up,
		.interrupt = signalfd(-1, &set, SFD_CLOEXEC),
		.seed = draw_seed(plan),
		.keeper = keeper_of(&dataset),
	};
	if (!plan->quiet)
		campaign.keeper.progress = progress_show;
	int error = campaign_run(&campaign);
	dataset_free(&dataset);
	progress_end();
	int status = EXIT_FAILED;
	if (campaign.directory >= 0 && campaign.rows)
		status = finish(&campaign, plan, error);
	if (error && campaign.rows)
		status = command_fail(EXIT_FAILED, "%s; %llu rows are kept in %s",
			campaign.complaint.text, (unsigned long long)campaign.rows, campaign.path);
	else if (error)
		status = command_fail(EXIT_FAILED, "%s", campaign.complaint.text);
	fflush(stdout);
	/* one that came after the last run has waited until here */
	struct pollfd pending = { campaign.interrupt, POLLIN, 0 };
	return poll(&pending, 1, 0) > 0 ? die_of_signal(campaign.interrupt) : status;
}

int command_run(int argc, char **argv)
{
	struct options options;
	struct plan plan = { 0 };
	struct counters counters;
	struct complaint complaint;
	char name[64];
	static const struct plan_names names = { placement_names, check_event };
	int error = options_parse(argc, argv, 0, &options, &complaint);
	if (!error)
		error = plan_make(&options, &names, &plan, &complaint);
	if (!error && plan.output)
		error = check_output(plan.output, name, sizeof name, &complaint);
	int status = error ? command_fail(EXIT_USAGE, "%s", complaint.text) : EXIT_DONE;
	int lock = error ? -1 : lock_machine();
	if (!error && lock == -EWOULDBLOCK)
		status = command_fail(EXIT_FAILED, "another tracetax is measuring on this machine: "
						   "both would be wrong; wait for it");
	else if (!error && lock < 0)
		status = command_fail(EXIT_FAILED, "the lock of this machine: %s", strerror(-lock));
	else if (!error) {
		take_events(&plan, &counters);
		status = measure(&plan, &counters, name);
	}
	plan_free(&plan);
	return status;
}
