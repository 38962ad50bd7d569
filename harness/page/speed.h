/* How fast the CPU is, by a fixed chain of operations: most virtual machines have no cpufreq. */
#ifndef TRACETAX_SPEED_H
#define TRACETAX_SPEED_H

#include <stdint.h>

enum { SPEED_STEPS = 12000 }; /* of the chain that is timed */

/* Runs a chain of operations, each of which needs the result of the one before. */
void speed_chain(uint64_t steps);
/* Returns the time of SPEED_STEPS on this CPU in ns, the least of three. */
uint64_t speed_probe(void);
/* Returns the least of many, over a time in which an idle CPU comes up to its speed. */
uint64_t speed_settled(void);

#endif
