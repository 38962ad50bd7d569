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

/* Returns a text that is equal for all machines of which differences_none may say that nothing
 * differs, to be freed; NULL if memory is short or the machine is unknown. */
char *differences_fingerprint(const json_t *machine);

/* Finds the fact that a key such as "kernel.release" names; NULL if it is not recorded. */
const json_t *differences_fact(const json_t *machine, const char *key);

/* Writes a fact as people read it, printable, cut if it is long. */
void differences_words(const json_t *fact, char *words, size_t size);

#endif
