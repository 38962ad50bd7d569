/* Delays a loop by a known time: the validation of the statistics. */
#ifndef TRACETAX_DELAY_H
#define TRACETAX_DELAY_H

#include <stdint.h>

/* Returns `run` delayed by `percent` of pace_ns, the time of one operation: it spins after every
 * few operations. Only one such loop can exist at a time. */
void (*delay_wrap(double percent, double pace_ns, void (*run)(uint64_t ops)))(uint64_t ops);

#endif
