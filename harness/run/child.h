/* Starts processes that do not outlive their parent. */
#ifndef TRACETAX_CHILD_H
#define TRACETAX_CHILD_H

#include <sys/types.h>

/* Starts a child that does `work` and exits with the status it returns. When this process dies, the
 * child gets `signal`. Returns its pid, or -errno. */
pid_t child_start(int (*work)(void *context), void *context, int signal);

#endif
