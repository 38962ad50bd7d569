/* The parts of machine.json, a function each. They return new references; NULL if memory is
 * short. */
#ifndef TRACETAX_MACHINE_PARTS_H
#define TRACETAX_MACHINE_PARTS_H

#include <jansson.h>

#include "text.h"

json_t *machine_kernel(void);
json_t *machine_topology(void);
json_t *machine_placements(void); /* of each name: its CPUs, and what they share */
json_t *machine_virtual(void); /* true, false, or null */
json_t *machine_hypervisor(void); /* its name, or null */
json_t *machine_emulated(void); /* true, false, or null */
json_t *machine_call_ns(void); /* shortest time of an untraced call */
json_t *machine_cpu_quota(void); /* in CPUs; false: none; null: unknown */
json_t *machine_counters(void);
json_t *machine_surroundings(void);
json_t *machine_watchers(void);

/* Returns how many instructions a ns of the clock is, where the clock counts them instead of time;
 * 0 where it does not. It is found by trying: there, the hardest take as long as the easiest. */
double machine_instructions_per_ns(void);

/* Tells whether ld.so's list names a library; '#' begins a comment, ld.so(8). */
json_t *machine_preload(const char *path);

extern const struct machine_fact machine_cpu_facts[];
extern const struct machine_fact machine_idle_facts[];
extern const struct machine_fact machine_platform_facts[];
extern const struct machine_fact machine_filesystem_facts[];

#endif
