/* The few colours of a terminal. All that they tell is in the words too. */
#ifndef TRACETAX_MOOD_H
#define TRACETAX_MOOD_H

enum mood { MOOD_PLAIN, MOOD_HEADING, MOOD_GOOD, MOOD_DOUBTFUL, MOOD_BAD };

/* Return the escape sequences before and after such a text; "" for a plain one. */
const char *mood_begin(enum mood mood);
const char *mood_end(enum mood mood);

#endif
