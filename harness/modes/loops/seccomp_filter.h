/* The RET_TRACE filters of the seccomp-trace modes. */
#ifndef TRACETAX_SECCOMP_FILTER_H
#define TRACETAX_SECCOMP_FILTER_H

#include "modes/mode.h"

/* Each installs, in the calling process only, a filter that answers SECCOMP_RET_TRACE to these
 * calls and lets all others through. no_new_privs is set. 0, or page_fail's answer. */
int seccomp_trace_calls(struct page *page, const int *calls, unsigned n);
/* The same for every call. */
int seccomp_trace_all(struct page *page);

#endif
