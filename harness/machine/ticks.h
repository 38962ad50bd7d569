/* How the CPU time of the whole machine is spent, in seconds summed over its CPUs. */
#ifndef TRACETAX_MACHINE_TICKS_H
#define TRACETAX_MACHINE_TICKS_H

#include <stdbool.h>

#define MACHINE_SAMPLE_S 0.2

struct machine_ticks {
	double busy_s; /* running anything */
	double steal_s; /* ready to run, and not let by the hypervisor */
};

/* Since boot, from /proc/stat; its step is a clock tick, commonly 10 ms. 0 or -errno. */
int machine_ticks_read(struct machine_ticks *ticks);
/* During MACHINE_SAMPLE_S from now on, which the caller spends asleep or spinning. 0 or -errno. */
int machine_ticks_over(bool spinning, struct machine_ticks *ticks);

#endif
