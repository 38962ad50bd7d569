#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "mode.h"
#include "page/flag.h"

enum { NAME_SIZE = 40, DIGITS_MAX = 6, DECIMALS_MAX = 3 };

/* A mode that is made at run time: of a family, or a program in front. */
struct member {
	struct mode mode;
	char name[NAME_SIZE];
	struct member *next;
};
static struct member *members; /* in the order in which they were made */

static const char WRAP[] = "wrap:";

bool mode_is_family(const struct mode *mode)
{
	return strchr(mode->name, 'N') != NULL;
}

/* Where in `name` the number stands, and its length; 0 where it is no name of this family. */
static size_t number_in(const struct mode *family, const char *name, const char **number)
{
	const char *n = strchr(family->name, 'N');
	size_t before = n ? (size_t)(n - family->name) : 0, after = n ? strlen(n + 1) : 0;
	size_t length = strlen(name);
	if (!n || length <= before + after || strncmp(name, family->name, before) != 0 ||
		strcmp(name + length - after, n + 1) != 0)
		return 0;
	*number = name + before;
	return length - before - after;
}

/* Digits with at most three decimals: what "%.9g" gives back as it was. */
static bool parse(const char *text, size_t length, double *value)
{
	size_t digits = strspn(text, "0123456789"), decimals = 0;
	digits = digits < length ? digits : length;
	if (digits < length && text[digits] == '.') {
		decimals = length - digits - 1;
		if (!decimals || strspn(text + digits + 1, "0123456789") < decimals)
			return false;
	} else if (digits < length) {
		return false;
	}
	if (digits < 1 || digits > DIGITS_MAX || decimals > DECIMALS_MAX)
		return false;
	*value = strtod(text, NULL);
	return true;
}

static const struct mode *made(const char *name)
{
	for (const struct member *m = members; m; m = m->next)
		if (strcmp(m->name, name) == 0)
			return &m->mode;
	return NULL;
}

static struct mode *make(const struct mode *like, const char *name)
{
	struct member *member = calloc(1, sizeof *member), **end = &members;
	if (!member)
		return NULL;
	member->mode = *like;
	member->mode.name = strcpy(member->name, name);
	while (*end)
		end = &(*end)->next;
	*end = member;
	return &member->mode;
}

static const struct mode *member_of(const struct mode *family, const char *asked)
{
	const char *number;
	size_t length = number_in(family, asked, &number);
	char name[NAME_SIZE];
	double n;
	if (!length || !parse(number, length, &n) || n < family->n_min || n > family->n_max ||
		(family->n_whole && n != (double)(long)n))
		return NULL;
	snprintf(name, sizeof name, "%.*s%.9g%s", (int)strcspn(family->name, "N"), family->name, n,
		strchr(family->name, 'N') + 1);
	const struct mode *known = made(name);
	struct mode *member = known ? NULL : make(family, name);
	if (member)
		member->n = n;
	return known ? known : member;
}

bool mode_is_wrap(const char *name)
{
	size_t n = strlen(name);
	return strncmp(name, WRAP, strlen(WRAP)) == 0 && n > strlen(WRAP) && n < NAME_SIZE &&
	       strspn(name + strlen(WRAP), "abcdefghijklmnopqrstuvwxyz0123456789-") ==
		       n - strlen(WRAP);
}

const struct mode *mode_wrap(const char *name, const char *command, char *const *words)
{
	static const struct mode wrap = { .since = "any", .uncounted = true };
	struct mode *mode = make(&wrap, name);
	if (mode) {
		mode->summary = command;
		mode->wrapper = words;
	}
	return mode;
}

const struct mode *mode_find(const char *name)
{
	for (const struct mode *const *m = modes; *m; m++)
		if (!mode_is_family(*m) && strcmp((*m)->name, name) == 0)
			return *m;
	const struct mode *family = mode_family(name);
	return family ? member_of(family, name) : made(name);
}

const struct mode *mode_family(const char *name)
{
	const char *number;
	for (const struct mode *const *m = modes; *m; m++)
		if (number_in(*m, name, &number))
			return *m;
	return NULL;
}

const struct mode *mode_at(size_t i)
{
	for (const struct mode *const *m = modes; *m; m++)
		if (!mode_is_family(*m) && i-- == 0)
			return *m;
	for (const struct member *m = members; m; m = m->next)
		if (i-- == 0)
			return &m->mode;
	return NULL;
}

const struct mode *mode_baseline(bool of_memory)
{
	for (const struct mode *const *m = modes; *m; m++)
		if ((*m)->baseline && !(*m)->memory == !of_memory)
			return *m;
	return NULL;
}

const char *mode_loses(const struct mode *mode, char *words, size_t size)
{
	static const struct {
		enum over bit;
		const char *word;
	} all[] = {
		{ OVER_FORK, "fork" },
		{ OVER_EXEC, "exec" },
		{ OVER_THREADS, "threads" },
		{ OVER_STATIC, "static programs" },
		{ OVER_BARE, "calls outside libc" },
		{ OVER_CLONE, "tasks by clone" },
	};
	size_t n = 0;
	words[0] = '\0';
	for (size_t i = 0; i < sizeof all / sizeof *all && n < size; i++)
		if (mode->loses & all[i].bit)
			n += (size_t)snprintf(
				words + n, size - n, "%s%s", n ? ", " : "", all[i].word);
	return words;
}

int run_ended(struct page *page, int status)
{
	page->answer.wait_status = status;
	page->live.program = PROGRAM_ENDED;
	return page->live.dismissed != 0;
}

int run_wait(struct run *run)
{
	int status;
	flag_set(&run->page->live.gate);
	while (waitpid(run->tracee, &status, 0) < 0)
		if (errno != EINTR)
			return page_fail(run->page, errno, "waitpid", NULL);
	return run_ended(run->page, status);
}
