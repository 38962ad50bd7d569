/* Calls that start a thread or child, or end a thread. Each function serves a call, as those of
 * emulate.c. */
#ifndef TRACETAX_TASK_H
#define TRACETAX_TASK_H

#include <ucontext.h>

/* Sets what each new thread and child calls first, if it does not inherit the trap. */
void task_arm(void (*arm)(void));

long task_fork(ucontext_t *context);
long task_vfork(ucontext_t *context);
long task_clone(ucontext_t *context);
long task_clone3(ucontext_t *context);
long task_exit(ucontext_t *context);

#endif
