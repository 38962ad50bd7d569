/* Campaign directories, as the commands read and complete them. */
#ifndef TRACETAX_LOAD_H
#define TRACETAX_LOAD_H

#include <jansson.h>
#include <stdbool.h>

#include "base/complaint.h"
#include "records/known.h"

/* An event that was refused or is unknown to this machine; once each. */
struct refusal {
	char event[64], status[16];
};
enum { REFUSALS_MAX = 32, DOUBTS_MAX = 5, PLACEMENTS_MAX = 32 };

struct loaded {
	char name[64]; /* of the campaign: the last part of its path, or that of its rows */
	int directory; /* open */
	json_t *machine; /* machine.json, or NULL */
	struct known known; /* modes.csv and workloads.csv, or what this version knows */
	/* All there may be, those first that this version knows; NULL-ended. */
	const char *placements[PLACEMENTS_MAX + 1];
	struct refusal refusals[REFUSALS_MAX];
	size_t n_refusals;
	bool cut_short; /* runs.csv was never completed: its writer was killed */
	struct complaint doubts[DOUBTS_MAX]; /* of files that are not whole; a line each */
	size_t n_doubts;
	uint64_t flagged, ok;
	struct dataset *dataset; /* runs.csv */
	struct programs *programs; /* whole-program.csv */
	struct tables *tables; /* derived from these two: tables.h */
};

/* Reads the files of the campaign at `path`; what it does not say of its modes and workloads is
 * taken from `version`. What is lacking beside runs.csv is a doubt. 0, or -errno with the
 * complaint; in either case to be freed. */
int load_campaign(const char *path, const struct knowledge *version, struct loaded *loaded,
	struct complaint *complaint);
void load_free(struct loaded *loaded);
/* Fills in what the campaign itself does not say of its modes and workloads, and its placements. 0
 * or -errno. */
int load_complete(struct loaded *loaded, const struct knowledge *version);

/* Whether reading the clock is a system call there, which is watched like any other. */
bool load_clock_is_call(const struct loaded *loaded);

/* The margin of verdicts: 5 % on a virtual machine, 2 % on metal. */
double load_margin(const struct loaded *loaded);

#endif
