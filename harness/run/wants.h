/* What a machine has too little of, by the error that says so. */
#ifndef TRACETAX_WANTS_H
#define TRACETAX_WANTS_H

/* How there can be more of it; NULL: the error is no such want. */
const char *wants_remedy(int error);

#endif
