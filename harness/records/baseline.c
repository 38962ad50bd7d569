#include <stdio.h>
#include <string.h>

#include "baseline.h"

static json_t *fact(const json_t *machine, const char *group, const char *name)
{
	return json_object_get(json_object_get(machine, group), name);
}

void baseline_counts(const json_t *counts, char *text, size_t size)
{
	const char *name;
	json_t *count;
	size_t n = 0;
	*text = '\0';
	/* the macro needs a pointer to what is not const */
	json_object_foreach((json_t *)counts, name, count)
	{
		int more = snprintf(text + n, size - n, "%s%lld %.40s", n ? ", " : "",
			(long long)json_integer_value(count), name);
		if (more < 0 || (size_t)more >= size - n) {
			text[n] = '\0'; /* what does not fit as a whole is left out */
			return;
		}
		n += (size_t)more;
	}
}

bool baseline_has_work(const json_t *machine, const char *work)
{
	size_t i;
	json_t *word;
	json_array_foreach(fact(machine, "watchers", "call_path"), i, word)
	{
		const char *text = json_string_value(word);
		if (text && strcmp(text, work) == 0)
			return true;
	}
	return false;
}

/* Returns the latency of a state that may be entered, else -1. */
static json_int_t allowed(const json_t *state, const json_t *limit)
{
	const json_t *latency = json_object_get(state, "latency_us");
	json_int_t us = json_integer_value(latency);
	bool off = json_is_true(json_object_get(state, "off"));
	bool too_deep = json_is_integer(limit) && us > json_integer_value(limit);
	return json_is_integer(latency) && !off && !too_deep ? us : -1;
}

const char *baseline_idle(const json_t *machine, json_int_t *latency_us)
{
	const char *deepest = NULL, *name;
	json_t *state;
	*latency_us = -1;
	json_object_foreach(fact(machine, "idle", "states"), name, state)
	{
		json_int_t us = allowed(state, fact(machine, "idle", "limit_us"));
		if (us <= *latency_us)
			continue;
		*latency_us = us;
		deepest = name;
	}
	return deepest;
}

enum { WORDS_SIZE = 200 };

static void filters(const json_t *machine, char *words)
{
	json_int_t n = json_integer_value(fact(machine, "surroundings", "seccomp_filters"));
	if (json_integer_value(fact(machine, "surroundings", "seccomp")))
		snprintf(words, WORDS_SIZE, "%s of its surroundings",
			n > 1 ? "seccomp filters" : "a seccomp filter");
}

static void supervisor(const json_t *machine, char *words)
{
	if (json_is_true(fact(machine, "surroundings", "supervised")))
		snprintf(words, WORDS_SIZE, "a supervisor that answers calls for the kernel");
}

static void tracepoint(const json_t *machine, char *words)
{
	if (baseline_has_work(machine, "tracepoint"))
		snprintf(words, WORDS_SIZE, "someone's tracepoints on the calls of all processes");
}

static void audit(const json_t *machine, char *words)
{
	if (baseline_has_work(machine, "audit"))
		snprintf(words, WORDS_SIZE, "audit");
}

static void tracer(const json_t *machine, char *words)
{
	const char *name = json_string_value(fact(machine, "watchers", "tracer"));
	if (name && strcmp(name, "nop") != 0)
		snprintf(words, WORDS_SIZE, "the kernel's tracer \"%.60s\"", name);
}

static void programs(const json_t *machine, char *words)
{
	char counts[WORDS_SIZE / 2];
	baseline_counts(fact(machine, "watchers", "bpf_programs"), counts, sizeof counts);
	if (*counts)
		snprintf(words, WORDS_SIZE, "BPF programs that may run at calls (%s)", counts);
}

static void preload(const json_t *machine, char *words)
{
	if (json_is_true(fact(machine, "surroundings", "preload")))
		snprintf(words, WORDS_SIZE, "the libraries of /etc/ld.so.preload");
}

size_t baseline_burdens(
	const json_t *machine, void (*say)(const char *words, void *context), void *context)
{
	static void (*const burdens[])(const json_t *, char *) = { filters, supervisor, tracepoint,
		audit, tracer, programs, preload };
	size_t n = 0;
	for (size_t i = 0; i < sizeof burdens / sizeof *burdens; i++) {
		char words[WORDS_SIZE] = "";
		burdens[i](machine, words);
		if (!*words)
			continue;
		say(words, context);
		n++;
	}
	return n;
}

bool baseline_is_unknown(const json_t *machine)
{
	return json_is_null(fact(machine, "watchers", "call_path"));
}
