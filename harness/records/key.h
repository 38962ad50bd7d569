/* What names one row of every derived table. */
#ifndef TRACETAX_KEY_H
#define TRACETAX_KEY_H

#include <stdint.h>

/* A cell (workload, size, placement) and a mode in it. */
struct key {
	char workload[32];
	int64_t size; /* in the unit of the workload, or ABSENT */
	char placement[16];
	char mode[40];
};

#endif
