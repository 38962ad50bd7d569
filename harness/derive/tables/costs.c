/* What a mode adds to each part of a program's life: the costs from which `predict` tells the
 * slowdown of a program that it has counted. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "analysis/estimators.h"
#include "derive/derivation.h"

static const double CONFIDENCE = 0.95;
enum { CELLS_MAX = 64 /* sizes are kinds too */ };

static const struct estimate NONE = { (double)NAN, (double)NAN, (double)NAN };

struct operations {
	const struct known *known;
	const struct operation_row *all;
	size_t n;
	const char *mode, *placement;
};

static bool is_of(const struct operations *operations, const struct operation_row *row)
{
	return strcmp(row->mode, operations->mode) == 0 &&
	       strcmp(row->placement, operations->placement) == 0;
}

/* Tells whether the workload stands for the calls of programs, as a kind of them. */
static bool is_kind(const struct known *known, const struct key *key)
{
	return is_yes(known_workload(known, key->workload, key->size)->typical);
}

static struct estimate call_of(const struct operation_row *row)
{
	return estimate_plus((struct estimate){ 0, 0, 0 }, 1 / row->calls, row->added_ns);
}

static struct estimate attach_of(const struct operation_row *row)
{
	return row->attach_ns;
}

/* Returns the median of a figure over the kinds, and how far these are apart; of one kind, its own
 * interval. */
static struct estimate over_kinds(const struct operations *operations,
	struct estimate (*of)(const struct operation_row *), int64_t *kinds)
{
	double ns[CELLS_MAX];
	size_t n = 0;
	struct estimate only = NONE;
	for (size_t i = 0; i < operations->n && n < CELLS_MAX; i++) {
		const struct operation_row *row = &operations->all[i];
		if (!is_of(operations, row) || !is_kind(operations->known, &row->key) ||
			isnan(of(row).value))
			continue;
		only = of(row);
		ns[n++] = only.value;
	}
	*kinds = (int64_t)n;
	return n < 2 ? only : estimate_range(ns, n, CONFIDENCE);
}

static const struct operation_row *find(const struct operations *operations, const char *workload)
{
	for (size_t i = 0; i < operations->n; i++)
		if (is_of(operations, &operations->all[i]) &&
			strcmp(operations->all[i].workload, workload) == 0)
			return &operations->all[i];
	return NULL;
}

/* Raises what lies below 0 to 0: nothing is faster when it is watched, so there is only noise
 * below. */
static struct estimate not_below_0(struct estimate e)
{
	return (struct estimate){ fmax(e.value, 0), isnan(e.lo) ? e.lo : fmax(e.lo, 0),
		isnan(e.hi) ? e.hi : fmax(e.hi, 0) };
}

/* Returns what an operation of a workload costs beyond its calls, and beyond what `included` of
 * it is known; nothing if it was not measured. */
static struct estimate rest(const struct operations *operations, const char *workload,
	struct estimate call, struct estimate included)
{
	const struct operation_row *row = find(operations, workload);
	if (!row || isnan(included.value))
		return NONE;
	return not_below_0(
		estimate_plus(estimate_plus(row->added_ns, -row->calls, call), -1, included));
}

static void put(struct cost_row *row, const struct operations *operations)
{
	static const struct estimate zero = { 0, 0, 0 };
	int64_t attached;
	row->attach_ns = over_kinds(operations, attach_of, &attached);
	row->call_ns = over_kinds(operations, call_of, &row->kinds);
	row->signal_ns = rest(operations, "signal", row->call_ns, zero);
	/* a child that ends sends a signal: what it costs is counted among the signals */
	struct estimate child = isnan(row->signal_ns.value) ? zero : row->signal_ns;
	row->fork_ns = rest(operations, "fork", row->call_ns, child);
	row->exec_ns =
		rest(operations, "execve", row->call_ns, estimate_plus(row->fork_ns, 1, child));
	row->thread_ns = rest(operations, "thread", row->call_ns, zero);
}

static bool has(const struct rows *rows, const struct key *key)
{
	const struct cost_row *all = rows->all;
	for (size_t i = 0; i < rows->n; i++)
		if (strcmp(all[i].mode, key->mode) == 0 &&
			strcmp(all[i].placement, key->placement) == 0)
			return true;
	return false;
}

static int add(
	const struct loaded *campaign, const struct operations *operations, struct rows *rows)
{
	struct cost_row *row = rows_add(rows);
	if (!row)
		return -ENOMEM;
	memcpy(row->mode, operations->mode, sizeof row->mode);
	memcpy(row->placement, operations->placement, sizeof row->placement);
	row->stops_per_call = known_mode(&campaign->known, row->mode)->stops_per_call;
	put(row, operations);
	return 0;
}

static int derive(const struct loaded *campaign, struct rows *rows)
{
	struct rows all = tables_rows(campaign, &operations_table);
	struct operations operations = { .known = &campaign->known, .all = all.all, .n = all.n };
	int error = 0;
	for (size_t i = 0; i < all.n && !error; i++) {
		const struct key *key = &operations.all[i].key;
		if (!is_kind(&campaign->known, key) ||
			is_yes(known_mode(&campaign->known, key->mode)->baseline) || has(rows, key))
			continue;
		operations.mode = key->mode;
		operations.placement = key->placement;
		error = add(campaign, &operations, rows);
	}
	return error;
}

TABLE(costs_table, cost_row, COST_COLUMNS, .name = "costs.csv");

const struct derivation derivation = {
	.table = &costs_table,
	.summary = "what a mode adds to a call, signal, fork, exec, thread, and once to attach",
	.derive = derive,
};
