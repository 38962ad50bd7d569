/* What differs between two machines, by their machine.json. */
#ifndef TRACETAX_DIFFERENCES_H
#define TRACETAX_DIFFERENCES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* One fact, printable and cut where it is long. */
struct difference {
	char key[96], a[96], b[96];
};

/* Writes the first `max` of them in the order of a's keys; returns how many there are. What each
 * start changes (seed, time, load, boot) is none. NULL is a machine of which nothing is known. */
size_t differences_find(const json_t *a, const json_t *b, struct difference *list, size_t max);

/* Whether these are boots of one configuration: both are known, and nothing differs. */
bool differences_none(const json_t *a, const json_t *b);

#endif
