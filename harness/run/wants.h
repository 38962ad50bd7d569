/* Names what a machine has too little of, by the error that tells so. */
#ifndef TRACETAX_WANTS_H
#define TRACETAX_WANTS_H

/* Returns how to get more of it; NULL if the error means no shortage. */
const char *wants_remedy(int error);

#endif
