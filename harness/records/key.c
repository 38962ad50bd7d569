#include <string.h>

#include "key.h"

static void put(char *into, size_t size, const char *name)
{
	size_t n = strlen(name);
	if (n < size)
		memcpy(into, name, n);
}

struct key key_of(const char *workload, int64_t size, const char *placement, const char *mode)
{
	struct key key = { .size = size };
	put(key.workload, sizeof key.workload, workload);
	put(key.placement, sizeof key.placement, placement);
	put(key.mode, sizeof key.mode, mode);
	return key;
}

struct key key_with_mode(const struct key *cell, const char *mode)
{
	return key_of(cell->workload, cell->size, cell->placement, mode);
}

bool key_is_command(const char *workload)
{
	return strncmp(workload, "command:", strlen("command:")) == 0;
}

/* Tells whether two keys are equal. Begins with what differs most often: the keys of a cell, which
 * stand together, differ in the mode alone. */
bool key_equal(const struct key *a, const struct key *b)
{
	return strcmp(a->mode, b->mode) == 0 && key_same_cell(a, b);
}

bool key_same_cell(const struct key *a, const struct key *b)
{
	return a->size == b->size && strcmp(a->placement, b->placement) == 0 &&
	       strcmp(a->workload, b->workload) == 0;
}

int key_order_cells(const struct key *a, const struct key *b)
{
	int order = strverscmp(a->workload, b->workload);
	if (!order)
		order = (a->size > b->size) - (a->size < b->size);
	return order ? order : strcmp(a->placement, b->placement);
}
