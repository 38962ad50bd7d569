/* Shows progress on standard error: one line that is redrawn on a capable terminal, else a line
 * every 30 s. */
#ifndef TRACETAX_PROGRESS_H
#define TRACETAX_PROGRESS_H

#include "campaign/session.h"

/* Shows the progress; made for keeper.progress. */
void progress_show(const struct progress *progress, void *context);
/* Erases the line. */
void progress_end(void);

/* Fills the line, with at most `size` bytes and without terminal control codes. */
void progress_text(const struct progress *progress, char *text, size_t size);
/* Tells whether a line is due at this time. `told_ns` is the time of the last one, 0 at first. */
bool progress_due(uint64_t elapsed_ns, uint64_t *told_ns);

#endif
