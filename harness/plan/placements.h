/* The names of the placements; where they are on a machine, machine/placement.h finds out. */
#ifndef TRACETAX_PLACEMENTS_H
#define TRACETAX_PLACEMENTS_H

extern const char *const placement_names[]; /* NULL-ended */
extern const char *const placement_summaries[]; /* in the same order */

#endif
