/* The filters of the seccomp modes. */
#ifndef TRACETAX_SECCOMP_FILTER_H
#define TRACETAX_SECCOMP_FILTER_H

#include <linux/filter.h>

#include "modes/mode.h"

/* Install, in the calling process only, a filter that gives this answer to these calls and lets all
 * others through; set no_new_privs. Return 0, or what page_fail returns. */
int seccomp_trace_calls(struct page *page, const int *calls, unsigned n); /* RET_TRACE */
int seccomp_refuse_calls(struct page *page, const int *calls, unsigned n); /* RET_ERRNO, EPERM */
/* Installs one that gives RET_TRACE to every call. */
int seccomp_trace_all(struct page *page);

/* Installs a program in the calling process only, and sets no_new_privs. Returns the same. */
int seccomp_install(struct page *page, const struct sock_fprog *program);

/* Install filters that let every call through, as small as can be. A filter that looks at the
 * number alone need not be run: since 5.11 the kernel keeps its answers in a bitmap. A filter that
 * looks at an argument has to be run. */
int seccomp_allow_by_number(struct page *page);
int seccomp_allow_by_argument(struct page *page, unsigned filters);

#endif
