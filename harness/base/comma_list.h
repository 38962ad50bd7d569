/* Lists of items that commas separate. */
#ifndef TRACETAX_COMMA_LIST_H
#define TRACETAX_COMMA_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* The items lie in one block; empty ones are left out. */
struct comma_list {
	char *text;
	size_t length;
};

struct comma_list comma_list_of(const char *text); /* an empty list if memory is short */
void comma_list_free(struct comma_list *list);

/* Returns the item after this one, or the first after NULL; NULL after the last. */
char *comma_list_next(const struct comma_list *list, char *item);

/* Tells whether the list is the word "all". */
bool comma_list_is_all(const struct comma_list *list);

#endif
