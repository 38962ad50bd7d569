/* Finds out what a command does before it is measured: how it ends, how long it takes, its calls.
 * Each is done for the cells of commands, and does nothing for others. */
#ifndef TRACETAX_COMMANDS_OF_CAMPAIGN_H
#define TRACETAX_COMMANDS_OF_CAMPAIGN_H

#include "session.h"

/* Finds the program, or leaves out the cell. Like all that follow, returns 0 or -errno with the
 * complaint. */
int commands_find(struct session *session, struct cell_state *state);
/* Adds to the traits of a command's cell what decides which modes fit. */
void commands_traits(const struct cell_state *state, struct traits *traits);

/* Executes the command unwatched, once more than --warmup says. If it fails, leaves out the cell;
 * else fills in how it ends and how many executions a window holds. */
int commands_try(struct session *session, struct cell_state *state);

/* Counts the calls of two executions, by name, unless nothing is to watch the command. */
int commands_count(struct session *session, struct cell_state *state);
/* Writes calls.csv, if anything was counted. */
int commands_write(struct session *session);

#endif
