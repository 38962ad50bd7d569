/* How the whole machine spends CPU time, in seconds summed over its CPUs. */
#ifndef TRACETAX_MACHINE_TICKS_H
#define TRACETAX_MACHINE_TICKS_H

#include <stdbool.h>

#define MACHINE_SAMPLE_S 0.2

struct machine_ticks {
	double busy_s; /* running any task */
	double steal_s; /* ready to run while the hypervisor ran others */
};

/* Reads the times since boot from /proc/stat, in steps of a clock tick, commonly 10 ms. Returns 0
 * or -errno. */
int machine_ticks_read(struct machine_ticks *ticks);
/* Measures the next MACHINE_SAMPLE_S seconds, which the caller spends asleep or spinning. Returns 0
 * or -errno. */
int machine_ticks_over(bool spinning, struct machine_ticks *ticks);

#endif
