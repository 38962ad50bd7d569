/* Of the tracees that wait for their tracer, who is served next: none starves. */
#ifndef TRACETAX_TURNS_H
#define TRACETAX_TURNS_H

#include "tracees.h"

struct wait_report {
	pid_t tid;
	int status; /* wait(2)'s */
};

/* Stops to be served together; as many as there can be tasks. Zeroed, none. */
struct turns {
	struct wait_report reports[TID_MAX]; /* in the order of their turns */
	struct wait_report found[TID_MAX]; /* of a batch, as they were taken */
	pid_t asked[TID_MAX]; /* whose the last batch was */
	int n_asked; /* 0: the last was none */
};

typedef int take_turns(struct turns *turns, struct tracees *tracees, struct wait_report first);

/* `first`, which wait(2) gave, and those whose turn it is too, if any, go into `reports`, in the
 * order in which to restart them; how many. Each is counted to its tracee. */
take_turns turns_take;

/* By the least loops: only this one; or all that wait, in wait(2)'s order, of which none is
 * counted. */
take_turns turns_take_one, turns_take_batch;

/* Counts each of the first `n` of `found` to its tracee, if that is known, and puts them into
 * `reports`: first those that have no more stops than the mean of them all, which it notes. */
void turns_order(struct turns *turns, struct tracees *tracees, int n);

#endif
