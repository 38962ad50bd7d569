/* Reading /proc and /sys: short texts, made harmless for terminals and JSON. */
#ifndef TRACETAX_MACHINE_TEXT_H
#define TRACETAX_MACHINE_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The start of a file, NUL-terminated and otherwise as it is. Its length, or -errno. */
int machine_read(const char *path, char *text, size_t size);

/* The value of the first line "key : value" of a text, made printable. False if there is none. */
bool machine_field(const char *text, const char *key, char *value, size_t size);

/* The first line of a file; the integer in it; whether that is not 0. JSON null where the file
 * cannot be read or holds something else. New references. */
json_t *machine_line(const char *path);
json_t *machine_number(const char *path);
json_t *machine_switch(const char *path);

/* A fact, how it is read and where from. */
struct machine_fact {
	const char *name;
	json_t *(*read)(const char *from);
	const char *from;
};

/* All facts of a NULL-ended table as an object; NULL without memory. */
json_t *machine_facts(const struct machine_fact *facts);

/* The different first lines of all files that a glob(7) pattern matches, as "a, b"; or null. */
json_t *machine_lines(const char *pattern);

#endif
