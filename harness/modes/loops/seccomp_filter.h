/* The filters of the seccomp modes. */
#ifndef TRACETAX_SECCOMP_FILTER_H
#define TRACETAX_SECCOMP_FILTER_H

#include "modes/mode.h"

/* Each installs, in the calling process only, a filter that gives this answer to these calls and
 * lets all others through. no_new_privs is set. 0, or page_fail's answer. */
int seccomp_trace_calls(struct page *page, const int *calls, unsigned n); /* RET_TRACE */
int seccomp_refuse_calls(struct page *page, const int *calls, unsigned n); /* RET_ERRNO, EPERM */
/* RET_TRACE to every call. */
int seccomp_trace_all(struct page *page);

/* Filters that let every call through, as small as each kind can be. The answer of one that looks
 * at the number alone is known beforehand: since 5.11 the kernel keeps it in a bitmap and runs no
 * filter. One that looks at an argument has to be run. */
int seccomp_allow_by_number(struct page *page);
int seccomp_allow_by_argument(struct page *page, unsigned filters);

#endif
