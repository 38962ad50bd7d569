/* Whether a window was warm from its start: its first eighth against the others. */
#ifndef TRACETAX_WARMTH_H
#define TRACETAX_WARMTH_H

#include <stdbool.h>

#include "page/window.h"

/* Times in ns, of as many operations as the first eighth has. */
struct warmth {
	double first;
	double others; /* median of the other seven */
	double spread; /* their median absolute deviation */
};

/* False where the window was not run in eighths: there is nothing to judge. */
bool warmth_of(const struct window *window, struct warmth *warmth);

/* Whether the first differs from the others by more than noise does: by more than 10 % of their
 * median, which is 1.25 % of the window, and one interruption (50 us), and by more than eight times
 * their deviation. */
bool warmth_lacks(const struct warmth *warmth);

#endif
