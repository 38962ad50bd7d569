#include <sys/wait.h>

#include "turns.h"

/* tasks */
enum {
	LONG_SCAN = 16, /* or more: waitpid(2) for one of them is cheaper than for any */
	FEW = 16, /* or less: they may fall into step */
};

/* Takes the report of this task (-1: of any), if there is one. */
static bool take_stop(pid_t tid, struct wait_report *stop)
{
	stop->tid = waitpid(tid, &stop->status, __WALL | WNOHANG);
	return stop->tid > 0;
}

/* Takes all waiting reports, after `n` that were taken before; returns how many there are in
 * all. */
static int take_rest(struct wait_report *stops, int n)
{
	while (n < TID_MAX && take_stop(-1, &stops[n]))
		n++;
	return n;
}

/* Takes all waiting reports, after the first of `found`; returns how many there are in all. A scan
 * takes longer the more tracees there are, so the tasks of the last batch are asked for by their
 * tids, which takes no scan. */
static int take_batch(struct turns *turns)
{
	int n = 1;
	for (int i = 0; turns->n_asked >= LONG_SCAN && i < turns->n_asked; i++)
		n += take_stop(turns->asked[i], &turns->found[n]);
	n = take_rest(turns->found, n);
	turns->n_asked = n;
	for (int i = 0; i < n; i++)
		turns->asked[i] = turns->found[i].tid;
	return n;
}

static bool is_ahead(const struct tracees *tracees, pid_t tid)
{
	const struct tracee *tracee = &tracees->of[tid];
	return tracee_is_known(tracee) && tracee->stops > tracees->mean;
}

static bool count_stop(struct tracees *tracees, pid_t tid)
{
	struct tracee *tracee = &tracees->of[tid];
	bool known = tracee_is_known(tracee);
	tracee->stops += known;
	return known;
}

static void count_stops(struct tracees *tracees, const struct wait_report *found, int n)
{
	uint64_t sum = 0, known = 0;
	for (int i = 0; i < n; i++)
		if (count_stop(tracees, found[i].tid)) {
			sum += tracees->of[found[i].tid].stops;
			known++;
		}
	tracees->mean = known ? (uint32_t)(sum / known) : tracees->mean;
}

/* Appends to the first `n` reports those of `found` that are ahead of the mean, or the others. */
static int append(
	struct turns *turns, const struct tracees *tracees, int n_found, bool ahead, int n)
{
	for (int i = 0; i < n_found; i++)
		if (is_ahead(tracees, turns->found[i].tid) == ahead)
			turns->reports[n++] = turns->found[i];
	return n;
}

/* Puts tasks behind the mean first. The kernel finds the youngest task first, and the others would
 * starve; so all waiting reports are taken before a task is restarted. The task that is restarted
 * first gains: among 16 on one CPU, in the order of the scan, the youngest made a quarter more
 * calls than the oldest. */
void turns_order(struct turns *turns, struct tracees *tracees, int n)
{
	count_stops(tracees, turns->found, n);
	append(turns, tracees, n, true, append(turns, tracees, n, false, 0));
}

int turns_take_one(struct turns *turns, struct tracees *tracees, struct wait_report stop)
{
	turns->n_asked = 0;
	turns->reports[0] = stop;
	count_stop(tracees, stop.tid);
	return 1;
}

int turns_take_batch(struct turns *turns, struct tracees *tracees, struct wait_report first)
{
	(void)tracees;
	turns->reports[0] = first;
	return take_rest(turns->reports, 1);
}

/* Serves a task that is not ahead at once. If all reports were taken each time, few tasks on
 * several CPUs would fall into step and wait for the tracer together. */
int turns_take(struct turns *turns, struct tracees *tracees, struct wait_report first)
{
	if (tracees->alive == 1 || (tracees->alive <= FEW && !is_ahead(tracees, first.tid)))
		return turns_take_one(turns, tracees, first);
	turns->found[0] = first;
	int n = take_batch(turns);
	turns_order(turns, tracees, n);
	return n;
}
