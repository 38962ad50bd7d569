/* System calls counted by their number. */
#ifndef TRACETAX_TALLY_H
#define TRACETAX_TALLY_H

#include <stdint.h>

enum { TALLY_CALLS = 512 /* more than Linux has */ };

struct tally {
	uint64_t of[TALLY_CALLS]; /* by number */
	uint64_t others; /* of another architecture, or beyond the last */
};

#endif
