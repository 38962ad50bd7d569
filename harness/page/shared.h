/* Memory that a process shares with the children that it forks from then on. */
#ifndef TRACETAX_SHARED_H
#define TRACETAX_SHARED_H

#include <stddef.h>

/* Maps `size` bytes of it, zeroed, until the process ends. Returns NULL with errno set on
 * failure. */
void *shared_new(size_t size);

#endif
