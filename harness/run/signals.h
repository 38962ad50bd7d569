/* Signal dispositions that this process changes for itself, and gives back to what it starts. */
#ifndef TRACETAX_SIGNALS_H
#define TRACETAX_SIGNALS_H

/* signal(2), remembering what was there before. */
void signals_change(int number, void (*handler)(int));

/* One that was changed, as this process was started with. */
void signals_change_back(int number);

/* In a child: every changed signal as this process was started with. */
void signals_restore(void);

#endif
