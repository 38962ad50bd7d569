/* Ends a process tree with its program and with its tracer, in every mode. */
#ifndef TRACETAX_GUARD_H
#define TRACETAX_GUARD_H

struct page;

/* Runs `work` two processes below this one, and waits. If one of the three dies early, or
 * page->live.forsaken is set and the guard gets SIGTERM, kills what is left of its descendants.
 * Soon after the program has ended it does so as well, and notes in page->answer.left who that was.
 * The result of `work` is lost: its errors are on the page. Returns 0, or page_fail's answer if
 * `work` did not end by itself. */
int guard_run(struct page *page, int (*work)(void *), void *context);

#endif
