/* What every injected object begins with: the shared page of its run. */
#ifndef TRACETAX_ATTACH_H
#define TRACETAX_ATTACH_H

#include "page/page.h"

/* Maps the page whose descriptor TRACETAX_PAGE names. Returns NULL if there is none: the program
 * has cleaned its environment or closed its descriptors, and is watched no longer. For
 * constructors: it is not safe in a signal handler. */
struct page *attach(void);

/* Returns the number that names it, also to the programs that this one execs. */
int attach_descriptor(void);

/* Ends the process, as a mode cannot work here; with a remedy the run is a skip. */
_Noreturn void attach_fail(struct page *page, int error, const char *what, const char *remedy);

/* Tells whether one of the tree is watched already: a program that lacks what the mode takes is to
 * run unwatched then. For constructors, before emulate_begin(). */
bool attach_passes(const struct page *page);

/* Counts this program among those that run unwatched. For constructors. */
void attach_pass(struct page *page);

#endif
