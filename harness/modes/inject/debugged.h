/* Programs that a debugger starts from within the watched program. Who is traced is not watched:
 * the debugger would be told of each trap. Each function serves a call, as those of emulate.c. */
#ifndef TRACETAX_DEBUGGED_H
#define TRACETAX_DEBUGGED_H

#include <ucontext.h>

/* Serves ptrace(2). */
long debugged_ask(ucontext_t *context);
/* Serve execve(2) and execveat(2). */
long debugged_exec(ucontext_t *context);
long debugged_exec_at(ucontext_t *context);

#endif
