/* Measures the executions of a command. */
#ifndef TRACETAX_RUN_COMMAND_H
#define TRACETAX_RUN_COMMAND_H

#include "launch.h"
#include "run.h"

/* Executes the command page->job.ops times, one after the other, each under a new tracer, and fills
 * in page->answer.timed. Ends at the first execution that ends otherwise than the order says. The
 * calling process is the window. Returns 0, or page_fail's answer. */
int command_measure(const struct order *order, struct launch *launch);

#endif
