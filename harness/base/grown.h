/* Arrays that grow as elements are added, so that the time for all of them is linear. */
#ifndef TRACETAX_GROWN_H
#define TRACETAX_GROWN_H

#include <stddef.h>

/*
 * Returns the array of n elements of this size with room for one more, or NULL, which leaves it as
 * it was. The room grows to the next power of two, 8 at least.
 */
void *grown(void *array, size_t n, size_t size);

#endif
