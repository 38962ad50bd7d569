/* Calls that trap by user dispatch once, and then have their instruction rewritten. */
#ifndef TRACETAX_REWRITE_H
#define TRACETAX_REWRITE_H

#include "attach.h"

/* Begins, from a constructor. While *looping, a thread's dispatch is off as soon as all sites of
 * its loop are known; if it is always 0, dispatch stays armed for sites to come. */
void rewrite_begin(struct page *page, const _Atomic uint32_t *looping);

#endif
