/* What the program becomes by an exec: it may be unwatched then, which is noted in the page. A
 * program that closes all descriptors before, as Python does for its children, does not get rid of
 * the page's. */
#ifndef TRACETAX_BECOMING_H
#define TRACETAX_BECOMING_H

#include "attach.h"

/* Notes that this process is about to exec the file of this name, if there is one. The arguments
 * are the program's, of execveat(2). Safe in a signal handler. */
void becoming(struct page *page, int directory, const char *name);
/* Takes that back, as the process goes on as it was. */
void becoming_failed(struct page *page);

#endif
