/* Passes signals to the program that reach its tracer instead: TERM, HUP, USR1 and USR2. */
#ifndef TRACETAX_PASS_ON_H
#define TRACETAX_PASS_ON_H

#include <signal.h>

struct page;

/* Starts passing signals to page->live.program while it lives; until it lives, they act as before.
 * A signal that we inherited as ignored stays ignored. */
void pass_on_begin(struct page *page);
/* Ignores the signals, as the program has ended and its tracer is about to. */
void pass_on_end(void);

/* Blocks the signals. Returns the mask from before. */
sigset_t pass_on_hold(void);

#endif
