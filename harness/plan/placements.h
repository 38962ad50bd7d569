/* Names of the placements; machine/places.h finds the CPUs. */
#ifndef TRACETAX_PLACEMENTS_H
#define TRACETAX_PLACEMENTS_H

extern const char *const placement_names[]; /* NULL-ended */
extern const char *const placement_summaries[]; /* in the same order */
extern const char *const placement_labels[]; /* likewise; a few words, for charts */

#endif
