/* Of the tracees that wait for their tracer, who is served next: none starves. */
#ifndef TRACETAX_TURNS_H
#define TRACETAX_TURNS_H

#include "tracees.h"

struct stop {
	pid_t tid;
	int status; /* wait(2)'s */
};

/* Stops to be served together; as many as there can be tasks. Zeroed, none. */
struct turns {
	struct stop stops[TID_MAX]; /* in the order of their turns */
	struct stop found[TID_MAX]; /* the same, in wait(2)'s order */
	pid_t asked[TID_MAX]; /* whose they were the last time */
	int n_asked;
};

/* Besides `first`, which wait(2) gave, those whose turn it is too, if any, go into `stops`, in the
 * order in which to restart them; how many. All are counted in `tracees`. */
int turns_take(struct turns *turns, struct tracees *tracees, struct stop first);

/* Only this one. */
int turns_take_one(struct turns *turns, struct tracees *tracees, struct stop stop);

/* What turns_take does with the first `n` of `found`. */
void turns_order(struct turns *turns, struct tracees *tracees, int n);

#endif
