#include <argz.h>
#include <stdlib.h>
#include <string.h>

#include "list.h"

struct list list_of(const char *text)
{
	struct list list = { NULL, 0 };
	argz_create_sep(text, ',', &list.text, &list.length);
	/* of a comma at the end it makes an item */
	if (list.length == 1 || (list.length && list.text[list.length - 2] == '\0'))
		list.length--;
	return list;
}

void list_free(struct list *list)
{
	free(list->text);
}

char *list_next(const struct list *list, char *item)
{
	return argz_next(list->text, list->length, item);
}

bool list_is_all(const struct list *list)
{
	return list->length == sizeof "all" && strcmp(list->text, "all") == 0;
}
