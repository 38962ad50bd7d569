/* A call that has trapped into SIGSYS is made by the handler, in the program's place, and counted:
 * what every tool in the process does with a call that it lets through. The program goes on with
 * the answer and does not learn of it.
 *
 * SIGSYS is the mode's own: the program cannot block it, and its own action for it is kept, but
 * taken only for a SIGSYS that is no trap. */
#ifndef TRACETAX_EMULATE_H
#define TRACETAX_EMULATE_H

#include <signal.h>
#include <ucontext.h>

#include "attach.h"

struct trap {
	int code; /* si_code of a trap */
	int data; /* its si_errno */
	void (*arm)(void); /* in each new thread and child; NULL where it is inherited */
	void (*seen)(greg_t *registers); /* before the call, which it may change; may be NULL */
};

/* Installs the handler; what traps comes after it. From a constructor. */
void emulate_begin(struct page *page, const struct trap *trap);

/* A handler that returns unseen; it runs on the stack of whoever is interrupted. */
void emulate_handle(int signal, void (*inform)(int, siginfo_t *, void *));
/* For a handler: the process dies of the signal once it returns. */
void emulate_die(int signal);

/* By number, the calls that cannot be made as they are: they need the context of their trap, or
 * must be changed. NULL: all others. */
enum { EMULATE_SPECIALS = 512 };
struct call;
extern long (*const emulate_special[EMULATE_SPECIALS])(struct call *, ucontext_t *);

#endif
