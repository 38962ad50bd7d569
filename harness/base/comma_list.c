#include <argz.h>
#include <stdlib.h>
#include <string.h>

#include "comma_list.h"

struct comma_list comma_list_of(const char *text)
{
	struct comma_list list = { NULL, 0 };
	argz_create_sep(text, ',', &list.text, &list.length);
	/* argz makes an empty item of a comma at the end */
	if (list.length == 1 || (list.length && list.text[list.length - 2] == '\0'))
		list.length--;
	return list;
}

void comma_list_free(struct comma_list *list)
{
	free(list->text);
}

char *comma_list_next(const struct comma_list *list, char *item)
{
	return argz_next(list->text, list->length, item);
}

bool comma_list_is_all(const struct comma_list *list)
{
	return list->length == sizeof "all" && strcmp(list->text, "all") == 0;
}
