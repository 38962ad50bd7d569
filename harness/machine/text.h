/* Reads /proc and /sys: short texts, made harmless for terminals and JSON. */
#ifndef TRACETAX_MACHINE_TEXT_H
#define TRACETAX_MACHINE_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Reads the start of a file unchanged and ends it with a NUL. Returns its length, or -errno. */
int machine_read(const char *path, char *text, size_t size);

/* Finds the first line "key : value" of a text and makes the value printable. Returns false if
 * there is none. */
bool machine_field(const char *text, const char *key, char *value, size_t size);

/* Return the first line of a file; the integer in it; whether that is not 0. JSON null if the file
 * cannot be read or holds something else. The references are new. */
json_t *machine_line(const char *path);
json_t *machine_number(const char *path);
json_t *machine_switch(const char *path);

/* A fact, the function that reads it, and its source. */
struct machine_fact {
	const char *name;
	json_t *(*read)(const char *from);
	const char *from;
};

/* Returns all facts of a NULL-ended table as an object; NULL if memory is short. */
json_t *machine_facts(const struct machine_fact *facts);

/* Returns the different first lines of all files that a glob(7) pattern matches, as "a, b"; or
 * null. */
json_t *machine_lines(const char *pattern);

#endif
