/* The facts of this machine that its numbers depend on: the content of machine.json. */
#ifndef TRACETAX_MACHINE_H
#define TRACETAX_MACHINE_H

#include <jansson.h>
#include <stdint.h>

/* Looks at everything, some of it by trying in children that are thrown away. What is not known is
 * JSON null; no user name, host name, path of a user's or command line of another program is kept.
 * The seed must be below 2^53, beyond which other readers of JSON lose digits. A new reference, or
 * NULL without memory. */
json_t *machine_describe(uint64_t seed);

/* 1: clock_gettime(CLOCK_MONOTONIC) stays in the vDSO; 0: it is a system call; -errno: this could
 * not be proved. */
int machine_clock_in_vdso(void);

#endif
