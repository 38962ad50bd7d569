/* Ends a process tree with its tracer, in modes where ptrace does not. */
#ifndef TRACETAX_GUARD_H
#define TRACETAX_GUARD_H

struct page;

/* Runs `work` two processes below this one, and waits. If one of the three dies early, kills what
 * is left of its descendants. The result of `work` is lost: its errors are on the page. Returns 0,
 * or page_fail's answer if `work` did not end by itself. */
int guard_run(struct page *page, int (*work)(void *), void *context);

#endif
