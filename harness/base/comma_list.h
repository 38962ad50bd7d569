/* Comma-separated lists. */
#ifndef TRACETAX_COMMA_LIST_H
#define TRACETAX_COMMA_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* Its items are in one block; empty ones are none. */
struct comma_list {
	char *text;
	size_t length;
};

struct comma_list comma_list_of(const char *text); /* without memory, an empty one */
void comma_list_free(struct comma_list *list);

/* The item after this one, the first after NULL; NULL after the last. */
char *comma_list_next(const struct comma_list *list, char *item);

/* Whether it is "all". */
bool comma_list_is_all(const struct comma_list *list);

#endif
