/* A flag that is set once: a futex that works between processes. */
#ifndef TRACETAX_FLAG_H
#define TRACETAX_FLAG_H

#include <stdint.h>

/* Blocks until the flag is set. */
void flag_wait(_Atomic uint32_t *flag);
/* Sets the flag and wakes all that wait for it. */
void flag_set(_Atomic uint32_t *flag);

#endif
