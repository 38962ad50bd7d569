/* Counts a call that has trapped into SIGSYS, and has it made, as every tool inside the process
 * does with a call that it lets through. The program goes on with the answer and does not notice.
 *
 * SIGSYS belongs to the mode: the program cannot block it, and the program's own action for it is
 * kept for a SIGSYS that is not a trap. */
#ifndef TRACETAX_EMULATE_H
#define TRACETAX_EMULATE_H

#include <signal.h>
#include <ucontext.h>

#include "attach.h"

struct trap {
	int code; /* si_code of a trap */
	int data; /* its si_errno */
	void (*arm)(void); /* called in each new thread and child; NULL: they inherit the trap */
	void (*seen)(greg_t *registers); /* called before each call, may change it; may be NULL */
	/* Called at a SIGSEGV. Returns false if it is the program's, after it has made of it what
	 * it would be without the mode. NULL: all are the program's. */
	bool (*fault)(siginfo_t *info, greg_t *registers);
	bool partial; /* the program makes calls that do not trap, and so sees our stack for signals
		       */
};

/* Installs the handler, from a constructor; the trap itself is set after it. */
void emulate_begin(struct page *page, const struct trap *trap);

/* By number, the calls that cannot be made as they are: they need the context of their trap, or
 * must be changed. Each returns what the call does. NULL for all others. */
enum { EMULATE_SPECIALS = 512 };
extern long (*const emulate_special[EMULATE_SPECIALS])(ucontext_t *);

#endif
