#include <stdio.h>

#include "filters/passage.h"
#include "fit.h"

/* Returns why the mode does another kind of work; NULL if it does this kind. */
static const char *other_kind(const struct mode *mode, const struct layout *memory)
{
	if (!memory && mode->memory)
		return mode->memory & MEMORY_READ ? "it reads memory, and intercepts no calls"
						  : "it writes memory, and intercepts no calls";
	if (!memory)
		return NULL;
	if (!mode->memory)
		return "it intercepts calls, and there are none";
	if (!(mode->memory & memory->access))
		return mode->memory & MEMORY_READ ? "it reads memory, and writes none"
						  : "it writes memory, and reads none";
	return mode->pieces && !memory->piece ? "it takes memory in pieces, and this is in one"
					      : NULL;
}

/* Returns why the mode can only watch the driver; NULL if it can watch other programs. */
static const char *bound_to_driver(const struct mode *mode, bool behind)
{
	if (mode->wrapper)
		return behind ? NULL : "it is a program of its own: put it in front yourself";
	if (mode->reference_only && !mode->supervise)
		return "it works in tracetax-driver only: see tracetax run";
	if (mode->stops_source != STOPS_IN_PAGE)
		return "its stops are counted in tracetax-driver only: see tracetax run";
	return NULL;
}

/* Writes why a filter that the user brought lets the program not run; returns false if it does. */
static bool is_refused(
	const struct filter *filter, const struct traits *program, char *reason, size_t size)
{
	char words[96];
	bool refused = filter && passage_refuses(&filter->program, program->calls, program->n_calls,
					 program->answer_ignored, words, sizeof words);
	if (refused)
		snprintf(reason, size, "%s, and the program needs that call", words);
	return refused;
}

bool fit_kind(const struct mode *mode, struct traits program)
{
	return !other_kind(mode, program.memory);
}

bool fit_mode(const struct mode *mode, struct traits program, char *reason, size_t size)
{
	char words[64];
	unsigned lost = mode->misses & program.demands;
	const char *why = other_kind(mode, program.memory);
	if (!why && program.foreign)
		why = bound_to_driver(mode, program.behind);
	if (!why && program.behind && program.apart && mode->wrapper)
		why = "it starts the command where it runs itself: take placement same or free";
	if (!why && mode->answers && !program.answer_ignored)
		why = "it answers in place of the kernel, and the program needs the answers";
	bool shut = mode->inject && program.closed;
	if (why)
		snprintf(reason, size, "%s", why);
	else if (shut)
		snprintf(reason, size, "the dynamic loader puts it into the program, and %s",
			program.closed);
	else if (lost)
		snprintf(reason, size, "it does not carry over %s, which the program needs",
			coverage_words(lost, words, sizeof words));
	return !why && !shut && !lost && !is_refused(mode->filter, &program, reason, size);
}

bool fit_all(const struct mode *mode)
{
	return !mode->reference_only && !mode_is_family(mode);
}
