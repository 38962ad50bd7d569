/* The program's signal handlers. The kernel calls raw_handler in their place, on the stack of
 * block.h, with all signals blocked (raw_trap for SIGSYS, with none blocked); what the program
 * asked for is in a record, which the kernel keeps with each signal as what its handler returns to.
 */
#ifndef TRACETAX_ACTION_H
#define TRACETAX_ACTION_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <ucontext.h>

/* The kernel's struct for rt_sigaction(2), which differs from glibc's. */
struct action {
	union {
		void (*handler)(int);
		void (*inform)(int, siginfo_t *, void *);
	};
	unsigned long flags;
	void (*restorer)(void);
	uint64_t mask;
};

#define ACTION_BIT(signal) (1UL << ((signal)-1))

/* Takes the handlers that are set already. The signals in `ours` stay ours, whatever the program
 * does with them. `seen`: our stack for signals is what the program takes for its own. */
void action_begin(uint64_t ours, bool seen);
/* Takes the signals that are ours again, in a child that has none of its parent's handlers. */
void action_again(void);
/* Returns the signals that do not have, or had not, what the kernel does with them by itself. */
uint64_t action_handled(void);
/* Serves rt_sigaction(2). Returns 0 or a negative errno. */
long action_set(int signal, const struct action *new, struct action *old);
/* Has the context go on in the program's handler, as the kernel would: on the same stack, with the
 * same mask. `programs` is the record; NULL: the program has none for this signal, which is ours.
 */
void action_deliver(
	int signal, siginfo_t *info, ucontext_t *context, const struct action *programs);

#endif
