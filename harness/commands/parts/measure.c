#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/nearest.h"
#include "campaign/campaign.h"
#include "commands/commands.h"
#include "derive/tables.h"
#include "ending.h"
#include "extremes.h"
#include "gaps.h"
#include "keeper.h"
#include "machine/topology.h"
#include "measure.h"
#include "modes/filters/filter.h"
#include "plan/placements.h"
#include "plan/roster.h"
#include "print.h"
#include "progress.h"
#include "run/lock.h"
#include "this_version.h"

static void nearest_event(const char *name, void *context)
{
	nearest_offer(context, name);
}

static int add_event(const char *name, void *counters, struct complaint *complaint)
{
	if (counters_add(counters, name) == 0)
		return 0;
	struct nearest nearest = nearest_to(name);
	counters_each_name(nearest_event, &nearest);
	return nearest_complain(&nearest, "event", "tracetax list events", complaint);
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
			"-o \"%.80s\": give the directory a name of up to %zu letters, digits, '.', '_' and '-'",
			path, size - 1);
	if (lstat(path, &info) == 0)
		return complain(
			complaint, "%s exists: name another directory with -o, or remove it", path);
	strcpy(name, last);
	return 0;
}

static void make_up_output(char *name, size_t size)
{
	time_t now = time(NULL);
	struct tm utc;
	strftime(name, size, "tracetax-%Y%m%dT%H%M%SZ", gmtime_r(&now, &utc));
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

static const struct epilogue *epilogue; /* of the command that measures; may be NULL */

/* Prints the summary, and for people where the campaign is. Returns the exit status. */
static int print_end(const struct campaign *campaign, const struct loaded *loaded)
{
	const struct format *format =
		epilogue && epilogue->format ? epilogue->format : &format_text;
	struct sheet sheet = sheet_of_output(format, campaign->plan->wide);
	print_summary(loaded, &sheet);
	if (!epilogue) /* it has an answer of its own */
		extremes_say(loaded, &sheet);
	sheet_say(&sheet, "%llu rows in %s (seed %llu)", (unsigned long long)campaign->rows,
		campaign->path, (unsigned long long)campaign->seed);
	if (campaign->wide)
		sheet_say(&sheet,
			"%zu of %zu cells are wider than the +-%g %% wanted: give more --time",
			campaign->wide, campaign->plan->n_cells, campaign->precision * 100);
	return sheet.error ? command_fail(EXIT_FAILED, "no memory for the summary") : EXIT_DONE;
}

/* Writes the derived tables and prints the summary, both from the files: what these lack is missing
 * for every later reader too. `error` is what ended the campaign. */
static int finish(const struct campaign *campaign, int error)
{
	struct loaded loaded;
	struct complaint complaint;
	if (load_campaign(campaign->path, &this_version, &loaded, &complaint) < 0)
		return command_fail(EXIT_FAILED, "%s", complaint.text);
	int status = campaign->failed ? EXIT_FAILED : EXIT_DONE, printed = EXIT_DONE;
	/* if the disk is full, one line tells so, and the figures are still printed */
	if (tables_write(&loaded, campaign->path, &complaint) < 0 && !error)
		status = command_fail(EXIT_FAILED, "%s", complaint.text);
	if (epilogue && epilogue->alone && campaign->failed) /* nothing else tells why */
		gaps_say(&loaded, &(struct sheet){ .out = stderr, .format = &format_text });
	else if (!campaign->plan->quiet && !(epilogue && epilogue->alone))
		printed = print_end(campaign, &loaded);
	for (size_t i = 0; i < campaign->n_notes; i++)
		command_warn("%s", campaign->notes[i].text);
	if (status == EXIT_DONE)
		status = printed;
	if (status == EXIT_DONE && epilogue)
		status = epilogue->tell(&loaded, campaign->plan, epilogue->context);
	int trust = print_trust(&loaded);
	if (status == EXIT_DONE)
		status = trust;
	if (campaign->failed)
		command_fail(status, "%llu run%s failed: column reason of %s/runs.csv says why",
			(unsigned long long)campaign->failed, campaign->failed == 1 ? "" : "s",
			campaign->path);
	load_free(&loaded);
	return status;
}

/* Runs the campaign and reports how it ended. */
static int conduct(struct campaign *campaign)
{
	int error = campaign_run(campaign), status = EXIT_FAILED;
	progress_end();
	if (campaign->directory >= 0 && campaign->rows)
		status = finish(campaign, error);
	if (error && campaign->rows)
		status = command_fail(EXIT_FAILED, "%s; %llu rows are kept in %s",
			campaign->complaint.text, (unsigned long long)campaign->rows,
			campaign->path);
	else if (error)
		status = command_fail(EXIT_FAILED, "%s", campaign->complaint.text);
	fflush(stdout);
	return status;
}

/* Measures a plan. `name` is the last part of the directory, if the plan names one. */
static int measure_plan(const struct plan *plan, const struct counters *counters, const char *name)
{
	struct dataset dataset = { 0 };
	char made_up[64];
	make_up_output(made_up, sizeof made_up);
	struct campaign campaign = {
		.plan = plan,
		.counters = counters,
		.path = plan->output ? plan->output : made_up,
		.made_up = plan->output ? NULL : made_up,
		.name = plan->output ? name : made_up,
		.interrupt = ending_hold(),
		.seed = draw_seed(plan),
		.keeper = keeper_of(&dataset),
	};
	if (!plan->quiet)
		campaign.keeper.progress = progress_show;
	int status = conduct(&campaign);
	dataset_free(&dataset);
	return ending_like(campaign.interrupt, status);
}

/* Warns that hwloc was told of another machine, as it then tells what CPUs share there. */
static void warn_of_topology(void)
{
	enum topology_source source = topology_source(topology_here());
	if (source == TOPOLOGY_FOREIGN)
		command_warn("%s: see HWLOC_SYNTHETIC, HWLOC_XMLFILE and HWLOC_FSROOT",
			topology_doubt(source));
}

/* Warns of names in profiles that are in no program: what becomes of their calls is the default. */
static void warn_of_filters(void)
{
	const struct mode *mode;
	for (size_t i = 0; (mode = roster_at(i)); i++)
		if (mode->filter && mode->filter->unknown)
			command_warn(
				"%s: libseccomp does not know %u of the calls that %s names: its default action holds for them",
				mode->name, mode->filter->unknown, mode->filter->file);
}

/* Measures while it holds this machine's lock, which ends with the process. */
static int measure_alone(const struct plan *plan, const struct counters *counters, const char *name)
{
	int lock = lock_machine();
	if (lock == -EWOULDBLOCK)
		return command_fail(EXIT_FAILED,
			"another tracetax is measuring on this machine: both would be wrong; wait for it");
	if (lock < 0)
		return command_fail(EXIT_FAILED, "the lock of this machine: %s", strerror(-lock));
	if (counters->nameless)
		command_warn(COUNTERS_NAMELESS ": of --event, %u are recorded as unsupported",
			counters->nameless);
	warn_of_topology();
	warn_of_filters();
	return measure_plan(plan, counters, name);
}

int measure(const struct options *options, const struct epilogue *last)
{
	struct plan plan;
	struct counters counters;
	struct complaint complaint;
	char name[64] = "";
	const struct plan_names names = { placement_names, add_event, &counters };
	epilogue = last;
	counters_init(&counters);
	int error = plan_make(options, &names, &plan, &complaint);
	if (!error && plan.output)
		error = check_output(plan.output, name, sizeof name, &complaint);
	int status = error ? command_fail(EXIT_USAGE, "%s", complaint.text)
			   : measure_alone(&plan, &counters, name);
	plan_free(&plan);
	return status;
}
