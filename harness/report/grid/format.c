#include <string.h>

#include "format.h"

static bool prints(const struct format *format, bool outcomes)
{
	return outcomes || !format->outcomes;
}

/* Returns the format that follows in the order; after NULL the first, after the last NULL. */
static const struct format *next(const struct format *last, bool outcomes)
{
	const struct format *found = NULL;
	for (const struct format *const *f = formats; *f; f++)
		if (prints(*f, outcomes) && (!last || (*f)->order > last->order) &&
			(!found || (*f)->order < found->order))
			found = *f;
	return found;
}

int format_find(
	const char *name, bool outcomes, const struct format **format, struct complaint *complaint)
{
	*format = &format_text;
	if (!name)
		return 0;
	for (const struct format *const *f = formats; *f; f++) {
		*format = *f;
		if (strcmp((*f)->name, name) == 0 && prints(*f, outcomes))
			return 0;
	}
	return complain(
		complaint, "--format \"%.80s\": expected %s", name, format_names(outcomes).s);
}

/* Writes one of a list, after what parts it from those before. */
static void add(struct text *list, const struct format *format, bool last, bool summary)
{
	size_t n = strlen(list->s);
	const char *separator = !n ? "" : last ? " or " : ", ";
	n += (size_t)snprintf(list->s + n, sizeof list->s - n, "%s%s", separator, format->name);
	if (summary && n < sizeof list->s)
		snprintf(list->s + n, sizeof list->s - n, " (%s%s)", format->summary,
			format == &format_text ? ", the default" : "");
}

static struct text listed(bool outcomes, bool summaries)
{
	struct text list = { "" };
	for (const struct format *f = next(NULL, outcomes), *after; f; f = after) {
		after = next(f, outcomes);
		add(&list, f, !after, summaries);
	}
	return list;
}

struct text format_names(bool outcomes)
{
	return listed(outcomes, false);
}

struct text format_summaries(bool outcomes)
{
	return listed(outcomes, true);
}

bool format_is_data(const struct format *format)
{
	return !format->say;
}
