#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "differences.h"

/* Facts that change with each boot or campaign, or, like the kernel log, during a boot. What
 * watches comes and goes. */
static const char *const passing[] = { "seed", "started", "load", "kernel.boot", "cpu.chain_ns",
	"call_ns", "clock.instructions_per_ns", "platform.kernel_log", "watchers", NULL };

/* Facts that older versions did not record, so their absence tells nothing of the machine. */
static const char *const added[] = { "emulated", "clock.counts_instructions", "placements",
	"platform", "topology.this_system", "filters", "idle", "surroundings.supervised",
	"surroundings.preload", NULL };

enum { KEY_SIZE = 256 };

struct search {
	struct difference *list;
	size_t max, n;
};

static bool is_in(const char *const *list, const char *key)
{
	while (*list && strcmp(key, *list) != 0)
		list++;
	return *list != NULL;
}

static bool may_lack(const char *key)
{
	static const char command[] = "commands."; /* one that only the other plan has */
	return is_in(passing, key) || is_in(added, key) ||
	       strncmp(key, command, sizeof command - 1) == 0;
}

/* Copies what fits, and marks a text that was cut. */
static void put(char *into, size_t size, const char *text)
{
	if (snprintf(into, size, "%s", text) >= (int)size)
		memcpy(into + size - 4, "...", 4);
	utf8_mask(into);
}

void differences_words(const json_t *value, char *into, size_t size)
{
	char *dumped = NULL;
	if (json_is_string(value))
		put(into, size, json_string_value(value));
	else if (!value)
		put(into, size, "(not recorded)");
	else if (json_is_null(value))
		put(into, size, "(unknown)");
	else if ((dumped = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY)))
		put(into, size, dumped);
	free(dumped);
}

static void note(struct search *search, const char *key, const json_t *a, const json_t *b)
{
	if (search->n < search->max) {
		struct difference *difference = &search->list[search->n];
		*difference = (struct difference){ "", "", "" };
		put(difference->key, sizeof difference->key, key);
		differences_words(a, difference->a, sizeof difference->a);
		differences_words(b, difference->b, sizeof difference->b);
	}
	search->n++;
}

/* Walks both objects. The recursion ends: jansson refuses what is nested deeper than 2,048
 * levels. */
static void walk(struct search *search, const char *at, const json_t *a, const json_t *b)
{
	const char *name;
	json_t *value;
	char key[KEY_SIZE];
	if (is_in(passing, at))
		return;
	if (!json_is_object(a) || !json_is_object(b)) {
		if (!json_equal(a, b))
			note(search, at, a, b);
		return;
	}
	/* the macro needs a pointer to what is not const */
	json_object_foreach((json_t *)a, name, value)
	{
		snprintf(key, sizeof key, "%s%s%s", at, *at ? "." : "", name);
		if (json_object_get(b, name))
			walk(search, key, value, json_object_get(b, name));
		else if (!may_lack(key))
			note(search, key, value, NULL);
	}
	json_object_foreach((json_t *)b, name, value)
	{
		snprintf(key, sizeof key, "%s%s%s", at, *at ? "." : "", name);
		if (!json_object_get(a, name) && !may_lack(key))
			note(search, key, NULL, value);
	}
}

size_t differences_find(const json_t *a, const json_t *b, struct difference *list, size_t max)
{
	struct search search = { list, max, 0 };
	if (json_is_object(a) && json_is_object(b)) {
		walk(&search, "", a, b);
		return search.n;
	}
	if (max > 0) {
		list[0] = (struct difference){ "machine.json", "read", "read" };
		if (!json_is_object(a))
			strcpy(list[0].a, "(none that can be read)");
		if (!json_is_object(b))
			strcpy(list[0].b, "(none that can be read)");
	}
	return 1;
}

bool differences_none(const json_t *a, const json_t *b)
{
	return json_is_object(a) && json_is_object(b) && differences_find(a, b, NULL, 0) == 0;
}

/* Removes a fact, at the top or one level below it. */
static void drop(json_t *machine, const char *key)
{
	char parent[KEY_SIZE];
	const char *dot = strchr(key, '.');
	if (!dot) {
		json_object_del(machine, key);
		return;
	}
	snprintf(parent, sizeof parent, "%.*s", (int)(dot - key), key);
	json_object_del(json_object_get(machine, parent), dot + 1);
}

char *differences_fingerprint(const json_t *machine)
{
	json_t *copy = json_is_object(machine) ? json_deep_copy(machine) : NULL;
	for (const char *const *key = passing; *key; key++)
		drop(copy, *key);
	for (const char *const *key = added; *key; key++)
		drop(copy, *key);
	char *text = copy ? json_dumps(copy, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
	json_decref(copy);
	return text;
}

/* A name may have dots itself, so each dot is tried. */
const json_t *differences_fact(const json_t *machine, const char *key)
{
	char name[KEY_SIZE];
	const json_t *fact = json_object_get(machine, key);
	for (const char *dot = strchr(key, '.'); dot && !fact; dot = strchr(dot + 1, '.')) {
		snprintf(name, sizeof name, "%.*s", (int)(dot - key), key);
		if (json_object_get(machine, name))
			fact = differences_fact(json_object_get(machine, name), dot + 1);
	}
	return fact;
}
