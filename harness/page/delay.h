/* A loop that takes a known time longer than it would: how the statistics are proved. */
#ifndef TRACETAX_DELAY_H
#define TRACETAX_DELAY_H

#include <stdint.h>

/* Returns `run`, delayed by so many percent of pace_ns, the time of one operation: it spins after
 * each few operations. There is one such loop at a time. */
void (*delay_wrap(double percent, double pace_ns, void (*run)(uint64_t ops)))(uint64_t ops);

#endif
