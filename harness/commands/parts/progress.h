/* How far a campaign has come, on standard error: a line that is drawn again and again where that
 * is a terminal that can, else a line every 30 s. */
#ifndef TRACETAX_PROGRESS_H
#define TRACETAX_PROGRESS_H

#include "campaign/session.h"

/* Shows it; for keeper.progress. */
void progress_show(const struct progress *progress, void *context);
/* Erases what is drawn. */
void progress_end(void);

/* Returns what there is to say, at most so long, and nothing that moves a terminal. */
void progress_text(const struct progress *progress, char *text, size_t size);
/* Tells whether a line is due so long after the beginning; `told_ns`: the last one, at first 0. */
bool progress_due(uint64_t elapsed_ns, uint64_t *told_ns);

#endif
