#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "modes/filters/filter.h"
#include "modes/filters/passage.h"
#include "modes/loops/seccomp_filter.h"
#include "roster.h"

/* What a mode keeps of its filter. */
struct kept {
	struct filter filter;
	char path[PATH_MAX];
	char summary[128];
};

static int arm(const struct run *run)
{
	return seccomp_install(run->page, &run->filter->program);
}

/* Tells whether an instruction may end with another answer than that the call is made. */
static bool may_answer(const struct sock_fprog *program)
{
	for (size_t i = 0; i < program->len; i++) {
		const struct sock_filter *instruction = &program->filter[i];
		if (BPF_CLASS(instruction->code) == BPF_RET &&
			(BPF_RVAL(instruction->code) != BPF_K || !passage_makes(instruction->k)))
			return true;
	}
	return false;
}

static bool keep(const char *name, struct kept *kept)
{
	struct mode mode = {
		.since = "3.5",
		.summary = kept->summary,
		.changes = may_answer(&kept->filter.program) ? "answer it" : "no",
		.reads = "no",
		.filter = &kept->filter,
		.arm = arm,
	};
	snprintf(mode.name, sizeof mode.name, "%s", name);
	snprintf(kept->summary, sizeof kept->summary, "a filter of %u instructions, from %s",
		kept->filter.program.len, kept->filter.file);
	return roster_keep(&mode);
}

static int define(const char *mode, const char *path, struct complaint *complaint)
{
	struct complaint inner;
	struct kept *kept = calloc(1, sizeof *kept);
	if (!kept)
		return complain(complaint, "no memory for a mode");
	snprintf(kept->path, sizeof kept->path, "%s", path);
	int error = filter_read(path, &kept->filter, &inner);
	if (!error && keep(mode, kept))
		return 0;
	filter_free(&kept->filter);
	free(kept);
	return complain(complaint, "--filter %s: %.200s: %s", mode + strcspn(mode, ":") + 1, path,
		error ? inner.text : "no memory for a mode");
}

/* Returns the path that a file name in a plan means. */
static const char *resolve(const char *file, const char *plan, char *path, size_t size)
{
	const char *slash = plan ? strrchr(plan, '/') : NULL;
	int folder = slash && file[0] != '/' ? (int)(slash - plan + 1) : 0;
	snprintf(path, size, "%.*s%s", folder, folder ? plan : "", file);
	return path;
}

/* Tells whether a mode reads that file. */
static bool is_of(const struct mode *mode, const char *path)
{
	return strcmp(((const struct kept *)mode->filter)->path, path) == 0;
}

int filter_define(const char *text, const char *plan, struct complaint *complaint)
{
	char name[MODE_NAME_SIZE], path[PATH_MAX];
	int n = (int)strcspn(text, "=");
	if (!text[n] || !text[n + 1])
		return complain(complaint, "--filter: expected NAME=FILE, found \"%.80s\"", text);
	if (snprintf(name, sizeof name, "filter:%.*s", n, text) >= (int)sizeof name ||
		!mode_is_filter(name))
		return complain(complaint,
			"--filter: expected a name of at most 32 characters (a to z, 0 to 9, '-'), found \"%.80s\"",
			text);
	resolve(text + n + 1, plan, path, sizeof path);
	const struct mode *known = roster_find(name);
	if (known && !is_of(known, path))
		return complain(complaint,
			"--filter %.*s: the name already stands for another file: %.200s", n, text,
			((const struct kept *)known->filter)->path);
	return known ? 0 : define(name, path, complaint);
}
