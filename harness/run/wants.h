/* Names what a machine has too little of, by the error that tells so. */
#ifndef TRACETAX_WANTS_H
#define TRACETAX_WANTS_H

#include <stdbool.h>

/* Returns how to get more of it, or how to do with less, which a workload that is `sized` can; NULL
 * if the error means no shortage. */
const char *wants_remedy(int error, bool sized);

#endif
