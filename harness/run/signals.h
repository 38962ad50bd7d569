/* Changes this process's signal dispositions, and restores them in processes that it starts. */
#ifndef TRACETAX_SIGNALS_H
#define TRACETAX_SIGNALS_H

#include <signal.h>

/* Acts as signal(2), and remembers the old disposition. */
void signals_change(int number, void (*handler)(int));

/* Likewise, with a handler that learns who sends the signal. */
void signals_catch(int number, void (*handler)(int, siginfo_t *, void *));

/* Restores the disposition that this process was started with. */
void signals_change_back(int number);

/* Restores all changed signals, in a child. */
void signals_restore(void);

/* Blocks signals for good, and remembers the mask from before. */
void signals_block(const sigset_t *set);
/* Returns the mask that this process was started with. */
sigset_t signals_mask(void);

/* Returns the exit status for a wait status. If a signal ended the process, dies here of the same
 * signal, without a core. Async-signal-safe. */
int signals_end_like(int status);

#endif
