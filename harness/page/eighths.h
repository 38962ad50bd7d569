/* One window in eight parts, whose times tell whether it was warm from its start. */
#ifndef TRACETAX_EIGHTHS_H
#define TRACETAX_EIGHTHS_H

#include "window.h"

/* Returns how many of `ops` operations are in an eighth: they differ by one at most. */
uint64_t eighth_ops(uint64_t ops, int eighth);

/* Runs window->ops operations and fills in the window's times. It runs them in eight rounds, with
 * readings of the vDSO's clock in between. It runs a single round if there are fewer than eight
 * operations, or if tasks draw them from a pool: each round would begin by waking all tasks, and
 * favour the first to wake. */
void eighths_run(struct window *window, const struct loop *loop);

#endif
