/* Finds what differs between two machines, by their machine.json. */
#ifndef TRACETAX_DIFFERENCES_H
#define TRACETAX_DIFFERENCES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* One fact, printable, cut if it is long. */
struct difference {
	char key[96], a[96], b[96];
};

/* Writes the first `max` differences in the order of a's keys; returns how many there are. Facts
 * that change with each start (seed, time, load, boot) do not count. NULL is an unknown machine. */
size_t differences_find(const json_t *a, const json_t *b, struct difference *list, size_t max);

/* Tells whether two boots are of one configuration: both are known, and nothing differs. */
bool differences_none(const json_t *a, const json_t *b);

#endif
