#include <string.h>

#include "key.h"

bool key_same_cell(const struct key *a, const struct key *b)
{
	return a->size == b->size && strcmp(a->workload, b->workload) == 0 &&
	       strcmp(a->placement, b->placement) == 0;
}

bool key_equal(const struct key *a, const struct key *b)
{
	return key_same_cell(a, b) && strcmp(a->mode, b->mode) == 0;
}
