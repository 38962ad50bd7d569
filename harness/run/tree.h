/* No process outlives the harness: the descendants of a run are found and ended here. */
#ifndef TRACETAX_TREE_H
#define TRACETAX_TREE_H

#include <sys/types.h>

/* Once, before the first run: orphans of a run come to this process from now on, and children it
 * already has (inherited over exec) are left alone. 0 or -errno. */
int tree_adopt(void);

/* Kills the process group of `leader`, reaps it, then kills and reaps every child that tree_adopt
 * did not find there. Returns the wait status of the leader. */
int tree_end(pid_t leader);

#endif
