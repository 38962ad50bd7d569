/* Which of the tracees that wait for their tracer is served next, so that none starves. */
#ifndef TRACETAX_TURNS_H
#define TRACETAX_TURNS_H

#include "tracees.h"

struct wait_report {
	pid_t tid;
	int status; /* wait(2)'s */
};

/* Reports to be served together, as many as there can be tasks. Zeroed, there are none. */
struct turns {
	struct wait_report reports[TID_MAX]; /* in the order of their turns */
	struct wait_report found[TID_MAX]; /* in the order in which a batch was taken */
	pid_t asked[TID_MAX]; /* the tasks of the last batch */
	int n_asked; /* 0: the last was no batch */
};

typedef int take_turns(struct turns *turns, struct tracees *tracees, struct wait_report first);

/* Puts `first`, which wait(2) gave, and the others whose turn it is into `reports`, in the order in
 * which to serve them; returns how many. Counts each for its tracee. */
take_turns turns_take;

/* Do so for the simplest loops: only the first; or all that wait, in wait(2)'s order, none of them
 * counted. */
take_turns turns_take_one, turns_take_batch;

/* Counts each of the first `n` of `found` for its tracee, if that is known, and puts them into
 * `reports`: first the tasks that have no more stops than the mean, which it notes. */
void turns_order(struct turns *turns, struct tracees *tracees, int n);

#endif
