/* What names one row of every derived table. */
#ifndef TRACETAX_KEY_H
#define TRACETAX_KEY_H

#include <stdbool.h>
#include <stdint.h>

/* A cell (workload, size, placement) and a mode in it. */
struct key {
	char workload[32];
	int64_t size; /* in the unit of the workload, or ABSENT */
	char placement[16];
	char mode[40];
};

/* Tells whether two keys are of one cell; of one cell and mode. */
bool key_same_cell(const struct key *a, const struct key *b);
bool key_equal(const struct key *a, const struct key *b);

#endif
