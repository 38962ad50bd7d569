/* Passes signals to the program that reach its tracer instead: TERM, HUP, INT, QUIT, USR1 and
 * USR2. */
#ifndef TRACETAX_PASS_ON_H
#define TRACETAX_PASS_ON_H

#include <signal.h>
#include <stdbool.h>

struct page;

/* Signals that come within this time are one: timeout(1) sends two. */
enum { PASS_ON_ONE_MS = 500 };

/* Tells whether a key of the terminal has sent a signal: then the program has got it as well. */
bool pass_on_is_key(int number, int code);

/* Starts passing signals to page->live.program while it lives; until it lives, they act as before.
 * A signal that we inherited as ignored stays ignored. A second one that asks for the end, or
 * `kill_after` seconds after the first, if not 0, sets page->live.forsaken and wakes the guard.
 * Returns 0 or -errno. */
int pass_on_begin(struct page *page, double kill_after);
/* Ignores the signals, as the program has ended and its tracer is about to. */
void pass_on_end(void);

/* Blocks the signals. Returns the mask from before. */
sigset_t pass_on_hold(void);

#endif
