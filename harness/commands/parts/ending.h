/* The signals that end what a command measures: it ends its runs first, then as they say. */
#ifndef TRACETAX_ENDING_H
#define TRACETAX_ENDING_H

/* Holds them back. Returns a descriptor that becomes readable when one of them arrives. */
int ending_hold(void);

/* Dies of the signal that arrived, as the parent expects; one that arrived after the last run has
 * waited for this. Returns `status` if none did. */
int ending_like(int signals, int status);

#endif
