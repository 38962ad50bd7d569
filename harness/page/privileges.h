/* Rights of a setuid or setgid bit that a watched program does not get. */
#ifndef TRACETAX_PRIVILEGES_H
#define TRACETAX_PRIVILEGES_H

#include <sys/types.h>

#include "page.h"

/* Counts the program of this process, stopped after its exec, if it gave up the rights that its
 * file gives: under ptrace(2), unless the tracer has CAP_SYS_PTRACE, and under no_new_privs. See
 * execve(2). */
void privileges_look(struct page *page, pid_t pid);
/* Does the same for the calling process, without a buffer of its libc. */
void privileges_look_here(struct page *page);
/* Counts the program at this path if it would do so under no_new_privs, started by this process. */
void privileges_look_at(struct page *page, const char *path);

#endif
