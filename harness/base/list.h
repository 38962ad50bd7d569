/* Comma-separated lists. */
#ifndef TRACETAX_LIST_H
#define TRACETAX_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* Its items are in one block; empty ones are none. */
struct list {
	char *text;
	size_t length;
};

struct list list_of(const char *text); /* without memory, an empty one */
void list_free(struct list *list);

/* The item after this one, the first after NULL; NULL after the last. */
char *list_next(const struct list *list, char *item);

/* Whether it is "all". */
bool list_is_all(const struct list *list);

#endif
