/* One campaign at a time on a machine: two would measure each other. */
#ifndef TRACETAX_LOCK_H
#define TRACETAX_LOCK_H

/* Takes the machine's lock, which ends with the last process that holds the descriptor, and leaves
 * no file anywhere. Returns the descriptor, -EWOULDBLOCK where another campaign has the lock, or
 * another -errno. */
int lock_machine(void);

#endif
