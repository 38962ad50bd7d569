#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/resources.h"
#include "base/scratch.h"
#include "calibration.h"
#include "commands/commands.h"
#include "derive/differences.h"
#include "derive/tables.h"
#include "machine/machine.h"
#include "measure.h"
#include "run/child.h"
#include "this_version.h"

static const char PLAN[] = "calibrate.plan";

/* Where it is kept. */
struct place {
	char folder[PATH_MAX - 16]; /* tracetax/ in the user's cache directory */
	char kept[PATH_MAX], fresh[PATH_MAX]; /* the one that is used, and one being measured */
	char plan[PATH_MAX];
	bool quiet;
};

/* Finds the cache directory as the XDG Base Directory Specification has it, which knows paths from
 * the root only. */
static int find_place(struct place *place, struct complaint *complaint)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	bool given = cache && *cache == '/';
	if (!given && (!home || *home != '/'))
		return complain(complaint,
			"neither XDG_CACHE_HOME nor HOME is set: name a campaign of %s with --costs",
			PLAN);
	int n = snprintf(place->folder, sizeof place->folder, "%s%s/tracetax", given ? cache : home,
		given ? "" : "/.cache");
	if (n >= (int)sizeof place->folder)
		return complain(complaint, "the path of the cache directory is too long");
	snprintf(place->kept, sizeof place->kept, "%s/costs", place->folder);
	snprintf(place->fresh, sizeof place->fresh, "%s/costs.new", place->folder);
	return 0;
}

/* Makes a directory and those above it. */
static int make_folder(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		int error = mkdir(path, 0700) < 0 ? errno : 0;
		*slash = '/';
		if (error && error != EEXIST)
			return -error;
	}
	return mkdir(path, 0700) < 0 && errno != EEXIST ? -errno : 0;
}

static int tell_nothing(const struct loaded *loaded, const struct plan *plan, void *context)
{
	(void)loaded;
	(void)plan;
	(void)context;
	return EXIT_DONE;
}

/* Measures the plan, in a process of its own: the machine's lock ends with it. */
static int measure_it(void *context)
{
	static const struct epilogue nothing = { .tell = tell_nothing, .alone = true };
	const struct place *place = context;
	struct options options = { .plans = { place->plan }, .n_plans = 1 };
	options.value[OPTION_OUTPUT] = place->fresh;
	options.value[OPTION_QUIET] = place->quiet ? "" : NULL;
	return measure(&options, &nothing);
}

static int calibrate(struct place *place, struct complaint *complaint)
{
	int status = 0, error = resource_path(PLAN, place->plan, sizeof place->plan);
	if (error)
		return complain(
			complaint, "%s: %s: it belongs to tracetax", PLAN, strerror(-error));
	error = make_folder(place->folder);
	if (error)
		return complain(complaint, "%.300s: %s: name a campaign with --costs",
			place->folder, strerror(-error));
	if (!place->quiet)
		command_warn(
			"measuring first what watching costs here: once, in a minute at most; kept in %s",
			place->kept);
	scratch_remove(place->fresh);
	pid_t child = child_start(measure_it, place, SIGTERM);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	bool measured = child > 0 && WIFEXITED(status) && WEXITSTATUS(status) != EXIT_FAILED &&
			WEXITSTATUS(status) != EXIT_USAGE;
	if (!measured)
		return complain(
			complaint, child < 0 ? "no process for the calibration can be started"
				   : WIFSIGNALED(status) ? "the calibration was ended by a signal"
							 : "");
	scratch_remove(place->kept);
	return rename(place->fresh, place->kept) == 0
		       ? 0
		       : complain(complaint, "%.300s: %s", place->kept, strerror(errno));
}

/* Tells whether the campaign there is of this machine as it is now. What it brought of its own, as
 * commands, does not matter. */
static bool is_of_this_machine(const char *path)
{
	static const char *const brought[] = { "commands", "wraps", "filters" };
	struct loaded loaded;
	struct complaint unused;
	json_t *here = machine_describe(0);
	bool same = load_campaign(path, &this_version, &loaded, &unused) == 0;
	for (size_t i = 0; same && i < sizeof brought / sizeof *brought; i++)
		json_object_del(loaded.machine, brought[i]);
	same = same && differences_none(loaded.machine, here);
	load_free(&loaded);
	json_decref(here);
	return same;
}

int calibration_load(
	const char *path, bool quiet, struct loaded *costs, struct complaint *complaint)
{
	struct place place = { .quiet = quiet };
	int error = path ? 0 : find_place(&place, complaint);
	*costs = (struct loaded){ .directory = -1 };
	if (!path && !error && !is_of_this_machine(place.kept))
		error = calibrate(&place, complaint);
	if (!error)
		error = load_campaign(path ? path : place.kept, &this_version, costs, complaint);
	if (!error && tables_rows(costs, &costs_table).n == 0)
		error = complain(complaint, "%s: no costs in it: a campaign of %s is due",
			path ? path : place.kept, PLAN);
	return error;
}
