/* The facts of this machine that its numbers depend on: the content of machine.json. */
#ifndef TRACETAX_MACHINE_H
#define TRACETAX_MACHINE_H

#include <jansson.h>
#include <stdint.h>

#ifdef __clang__
#define MACHINE_COMPILER __VERSION__ /* Clang's version names clang itself */
#else
#define MACHINE_COMPILER "gcc " __VERSION__
#endif

/* Describes this machine; some facts are found by trying them in children. Unknown facts are JSON
 * null. Keeps no user name, host name, user's path or command line of another program. The seed
 * must be below 2^53, as other JSON readers lose digits beyond. Returns a new reference; NULL if
 * memory is short. */
json_t *machine_describe(uint64_t seed);

/* Returns 1: clock_gettime(CLOCK_MONOTONIC) stays in the vDSO; 0: it is a system call; -errno: this
 * could not be proved. */
int machine_clock_in_vdso(void);

#endif
