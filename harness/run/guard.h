/* A tree that ends with its tracer, where ptrace does not see to it. */
#ifndef TRACETAX_GUARD_H
#define TRACETAX_GUARD_H

struct page;

/* Runs `work` in a process two below this one, and waits. If one of the three dies before it
 * returns, what is left of its children and theirs is killed. What it returns is not told: it
 * leaves its errors on the page. 0, or page_fail's answer where it did not come to its end. */
int guard_run(struct page *page, int (*work)(void *), void *context);

#endif
