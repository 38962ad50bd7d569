/* Loads campaigns: reads their directories and completes them. */
#ifndef TRACETAX_LOAD_H
#define TRACETAX_LOAD_H

#include <jansson.h>
#include <stdbool.h>

#include "base/complaint.h"
#include "records/known.h"

/* An event that this machine refused or does not know; one entry per event. */
struct refusal {
	char event[64], status[16];
};
enum { REFUSALS_MAX = 32, DOUBTS_MAX = 7, PLACEMENTS_MAX = 32 };

struct loaded {
	char name[64]; /* the last part of the path, or the name in its rows */
	int directory; /* open */
	json_t *machine; /* machine.json, or NULL */
	struct known known; /* modes.csv and the like, or what this version knows */
	const struct knowledge *version; /* this one */
	/* all placements, those that this version knows first; NULL-ended */
	const char *placements[PLACEMENTS_MAX + 1];
	struct refusal refusals[REFUSALS_MAX];
	size_t n_refusals;
	bool cut_short; /* runs.csv is incomplete: its writer was killed */
	struct complaint doubts[DOUBTS_MAX]; /* about files that are not whole, a line each */
	size_t n_doubts;
	uint64_t flagged, ok, covered; /* the last are of coverage */
	struct dataset *dataset; /* runs.csv, */
	struct dataset *coverage; /* and those of its runs whose cost is not estimated */
	struct call_row *calls; /* calls.csv, in its order */
	size_t n_calls;
	struct programs *programs; /* whole-program.csv */
	struct tables *tables; /* derived from these two: tables.h */
};

/* Reads the campaign at `path`; what it does not tell of its modes and workloads comes from
 * `version`. A file that is missing beside runs.csv is a doubt. Returns 0, or -errno with the
 * complaint; free `loaded` in both cases. */
int load_campaign(const char *path, const struct knowledge *version, struct loaded *loaded,
	struct complaint *complaint);

/* The two steps of load_campaign: what is known of the campaign, and its runs. They return the
 * same. A reader that finds the derived tables in their files needs only the first. */
int load_facts(const char *path, const struct knowledge *version, struct loaded *loaded,
	struct complaint *complaint);
int load_runs(const char *path, struct loaded *loaded, struct complaint *complaint);

void load_free(struct loaded *loaded);
/* Frees the runs and what is derived from them, and closes the directory. What is known of the
 * campaign and its machine stays. */
void load_free_runs(struct loaded *loaded);
/* Fills in what the campaign does not tell of its modes, workloads and placements. Returns 0 or
 * -errno. */
int load_complete(struct loaded *loaded, const struct knowledge *version);
/* Does so for the mode and workload of one cell, by the version that it was loaded with. */
int load_complete_key(struct loaded *loaded, const struct key *key);

/* Tells whether reading the clock was a system call on that machine, watched like any other. */
bool load_clock_is_call(const struct loaded *loaded);

/* Returns the margin of verdicts: 5 % on a virtual machine, 2 % on metal. */
double load_margin(const struct loaded *loaded);

#endif
