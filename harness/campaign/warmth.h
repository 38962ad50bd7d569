/* Judges whether a window was warm from its start: its first eighth against the others. */
#ifndef TRACETAX_WARMTH_H
#define TRACETAX_WARMTH_H

#include <stdbool.h>

#include "page/window.h"

/* Times in ns, each of as many operations as the first eighth has. */
struct warmth {
	double first;
	double others; /* median of the other seven */
	double spread; /* median absolute deviation of the seven */
};

/* Fills the times; returns false if the window did not run in eighths. */
bool warmth_of(const struct window *window, struct warmth *warmth);

/* Tells whether the first eighth differs by more than noise: by more than 10 % of the others'
 * median (1.25 % of the window) plus one interruption (50 us), and by more than eight times their
 * deviation. */
bool warmth_lacks(const struct warmth *warmth);

#endif
