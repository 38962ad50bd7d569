/* What the pages of this process permit. Safe in a signal handler. */
#ifndef TRACETAX_RIGHTS_H
#define TRACETAX_RIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RIGHTS_SHARED = 1 << 8 }; /* beyond those of mmap(2) */

/* Returns the rights of the page at that address, PROT_READ and so on, as /proc/self/maps has them;
 * -1 if it cannot be told. */
int rights_of(uintptr_t address);
/* Tells whether so many bytes there, at least eight and at most a page, can be read now. A right
 * alone is not enough: the page may have a protection key that a signal handler does not hold. */
bool rights_readable(const void *bytes, size_t size);
/* The same for writing. It overwrites the first bytes and the last. */
bool rights_writable(void *bytes, size_t size);

#endif
