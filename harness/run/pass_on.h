/* Signals that reach the tracer and are meant for the program: TERM, HUP, USR1 and USR2. */
#ifndef TRACETAX_PASS_ON_H
#define TRACETAX_PASS_ON_H

#include <signal.h>

struct page;

/* From here on they go to page->live.program while it lives; before, they do what they would have
 * done. One that was given as ignored stays so. */
void pass_on_begin(struct page *page);
/* They are ignored: the program has ended, and its tracer is about to. */
void pass_on_end(void);

/* Blocks them; the mask as it was. */
sigset_t pass_on_hold(void);

#endif
