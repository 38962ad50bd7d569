/* The post's claims, each by one figure, which was fixed beforehand, and what that says of it. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "derive/cells.h"
#include "derive/derivation.h"

static const char TRACED[] = "ptrace-syscall", PLACEMENT[] = "same";
static const char NOT_MEASURED[] = "not-measured", HOLDS[] = "holds",
		  DOES_NOT_HOLD[] = "does-not-hold", UNDECIDED[] = "undecided",
		  IN_PART[] = "in-part";

/* Returns what it says of a claim that the figure exceeds a bound. */
static const char *exceeds(struct estimate here, double bound)
{
	if (isnan(here.lo) || isnan(bound))
		return NOT_MEASURED;
	return here.lo > bound ? HOLDS : here.hi < bound ? DOES_NOT_HOLD : UNDECIDED;
}

/* The slowdown itself, as the accounting says that was named beforehand. */
static const char *slowdown(const struct loaded *campaign, struct claim_row *claim)
{
	struct rows rows = tables_rows(campaign, &accountings_table);
	const struct accounting_row *own = rows.all;
	claim->bound = cells_post(campaign).slowdown;
	if (rows.n == 0 || strcmp(own->verdict, "not-measured") == 0)
		return NOT_MEASURED;
	claim->here = own->ratio;
	if (strcmp(own->verdict, "within") == 0)
		return HOLDS;
	bool differs = strcmp(own->verdict, "more") == 0 || strcmp(own->verdict, "less") == 0;
	return differs ? DOES_NOT_HOLD : UNDECIDED;
}

/* Tells whether the row is of a call that takes longer than getpid. */
static bool is_other(const struct summary_row *row)
{
	return (strcmp(row->workload, "file-io") == 0 || strcmp(row->workload, "compute") == 0) &&
	       strcmp(row->placement, PLACEMENT) == 0 && strcmp(row->mode, TRACED) == 0;
}

static const char *worst_case(const struct loaded *campaign, struct claim_row *claim)
{
	struct rows rows = tables_rows(campaign, &summary_table);
	const struct summary_row *all = rows.all;
	for (size_t i = 0; i < rows.n; i++)
		if (is_other(&all[i]))
			claim->bound =
				fmax(claim->bound, isnan(all[i].slowdown.hi) ? all[i].slowdown.value
									     : all[i].slowdown.hi);
	claim->here = cells_slowdown(cells_getpid(campaign, PLACEMENT, TRACED));
	return exceeds(claim->here, claim->bound);
}

/* Two stops, and two switches at each. They are counted in few runs, so there is no interval. */
static const char *switches(const struct loaded *campaign, struct claim_row *claim)
{
	static const double DUE = 4, WITHIN = 0.05;
	const struct summary_row *same = cells_getpid(campaign, PLACEMENT, TRACED);
	const struct summary_row *cross = cells_getpid(campaign, "cross", TRACED);
	claim->bound = DUE;
	if (!same || !cross || isnan(same->switches_per_call))
		return NOT_MEASURED;
	claim->here.value = same->switches_per_call;
	return fabs(same->switches_per_call - DUE) <= WITHIN ? IN_PART : DOES_NOT_HOLD;
}

static const char *two_stops(const struct loaded *campaign, struct claim_row *claim)
{
	const struct summary_row *both = cells_getpid(campaign, PLACEMENT, "seccomp-trace-exit");
	const struct ratio_row *row =
		both ? cells_ratio(campaign, both->key, "seccomp-trace") : NULL;
	claim->bound = 1.5;
	if (row)
		claim->here = row->ratio;
	return exceeds(claim->here, claim->bound);
}

/* One call of four is stopped, against all of them. */
static const char *filter(const struct loaded *campaign, struct claim_row *claim)
{
	enum { SIZE = 4096 };
	claim->here =
		cells_slowdown(cells_row(campaign, key_of("file-io", SIZE, PLACEMENT, TRACED)));
	claim->bound = cells_slowdown(
		cells_row(campaign, key_of("file-io", SIZE, PLACEMENT, "seccomp-trace-select")))
			       .hi;
	return exceeds(claim->here, claim->bound);
}

/* Returns what it says where neither overtakes the other: one of them may be faster throughout. */
static const char *throughout(const struct loaded *campaign)
{
	struct rows rows = tables_rows(campaign, &ratios_table);
	const struct ratio_row *all = rows.all;
	struct estimate extremes = { (double)NAN, (double)NAN, (double)NAN };
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(all[i].key.workload, "memory-read") == 0 &&
			strcmp(all[i].key.placement, PLACEMENT) == 0 &&
			strcmp(all[i].key.mode, "peekdata") == 0 &&
			strcmp(all[i].against_mode, "process-vm-readv") == 0) {
			extremes.lo = fmin(extremes.lo, all[i].ratio.lo);
			extremes.hi = fmax(extremes.hi, all[i].ratio.hi);
		}
	return exceeds(extremes, 1);
}

/* An end that is missing is one that no size decides. */
static const char *memory(const struct loaded *campaign, struct claim_row *claim)
{
	const struct crossover_row *row =
		cells_crossover(campaign, "memory-read", "peekdata", "process-vm-readv");
	if (!row)
		return throughout(campaign);
	claim->here = row->size;
	return isnan(row->size.hi) ? UNDECIDED : isnan(row->size.lo) ? HOLDS : IN_PART;
}

static const struct {
	const char *says, *figure, *unit;
	const char *(*judge)(const struct loaded *campaign, struct claim_row *claim);
} claims[] = {
	{ "getpid takes 15 times as long under ptrace",
		"slowdown of the whole program, by user time", "x", slowdown },
	{ "a loop of getpid is the worst case",
		"slowdown of getpid, against the largest of file-io and compute", "x", worst_case },
	{ "the overhead comes from the number of context switches",
		"switches per getpid, where two stops make four", "switches", switches },
	{ "the stops at entry and exit are both paid",
		"time that both stops add, against the entry stop", "x", two_stops },
	{ "a seccomp filter removes stops, and cost",
		"slowdown of file-io, against that with one call of four stopped", "x", filter },
	{ "process_vm_readv beats PTRACE_PEEKDATA",
		"size from which process-vm-readv is faster than peekdata", "bytes", memory },
};

static int derive(const struct loaded *campaign, struct rows *rows)
{
	for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
		struct claim_row *row = rows_add(rows);
		if (!row)
			return -ENOMEM;
		snprintf(row->claim, sizeof row->claim, "%c", (char)('a' + i));
		snprintf(row->says, sizeof row->says, "%s", claims[i].says);
		snprintf(row->figure, sizeof row->figure, "%s", claims[i].figure);
		snprintf(row->unit, sizeof row->unit, "%s", claims[i].unit);
		snprintf(row->verdict, sizeof row->verdict, "%s", claims[i].judge(campaign, row));
	}
	return 0;
}

TABLE(claims_table, claim_row, CLAIM_COLUMNS, .name = "claims.csv");

const struct derivation derivation = {
	.table = &claims_table,
	.summary = "what is found here of each claim of the post",
	.derive = derive,
};
