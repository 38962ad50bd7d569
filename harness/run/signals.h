/* Signal dispositions that this process changes for itself, and gives back to what it starts. */
#ifndef TRACETAX_SIGNALS_H
#define TRACETAX_SIGNALS_H

/* signal(2), remembering what was there before. */
void signals_change(int number, void (*handler)(int));

/* One that was changed, as this process was started with. */
void signals_change_back(int number);

/* In a child: every changed signal as this process was started with. */
void signals_restore(void);

/* The exit status of a process that ended with this wait status; dies here, without a core, of the
 * signal that it died of. Async-signal-safe. */
int signals_end_like(int status);

#endif
