/* Allows one campaign at a time on a machine: two would measure each other. */
#ifndef TRACETAX_LOCK_H
#define TRACETAX_LOCK_H

/* Takes the machine's lock. It ends with the last process that holds the descriptor, and leaves
 * no file. Returns the descriptor, -EWOULDBLOCK if another campaign has the lock, or another
 * -errno. */
int lock_machine(void);

#endif
