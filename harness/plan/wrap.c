#include <errno.h>

#include "brought.h"
#include "roster.h"
#include "wrap.h"

static const struct brought_kind kind = {
	.option = "wrap",
	.is_name = mode_is_wrap,
	.name_size = MODE_NAME_SIZE,
	.words_max = 64,
	.place = "to put in front of the workload, found none",
};

int wrap_define(const char *text, struct complaint *complaint)
{
	struct mode wrap = { .since = "any", .uncounted = true };
	struct brought brought;
	const char *command = brought_read(&kind, text, wrap.name, complaint);
	const struct mode *known = command ? roster_find(wrap.name) : NULL;
	if (known)
		return brought_again(&kind, wrap.name, known->summary, command, complaint);
	int error =
		command ? brought_keep(&kind, wrap.name, command, &brought, complaint) : -EINVAL;
	if (error)
		return error;
	wrap.summary = brought.text;
	wrap.wrapper = brought.words;
	return roster_keep(&wrap) ? 0 : complain(complaint, "no memory for a mode");
}
