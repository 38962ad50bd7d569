/* Finds and ends the descendants of a run: no process outlives the harness. */
#ifndef TRACETAX_TREE_H
#define TRACETAX_TREE_H

#include <sys/types.h>

/* Makes this process adopt orphans of its runs; call it once, before the first run. Children that
 * it already has (inherited over exec) are left alone. Returns 0 or -errno. */
int tree_adopt(void);

/* Processes that were still alive. */
struct leftovers {
	unsigned n;
	char name[16]; /* of the first */
};

/* Returns who is below this process, except the child `except` and those below it, and except who
 * has ended already. */
struct leftovers tree_left(pid_t except);

/* Sends a signal to every child that tree_adopt did not find, and to theirs. */
void tree_signal_rest(int number);

/* Kills and reaps every child that tree_adopt did not find, and theirs. */
struct leftovers tree_end_rest(void);

/* Does so with every child since the first tree_adopt. */
void tree_end_all(void);

/* Kills the process group of `leader` and reaps it, then kills and reaps every child that
 * tree_adopt did not find. Returns the leader's wait status. */
int tree_end(pid_t leader);

#endif
