/* Tells from a machine.json what makes its untraced calls not bare. It may be of any machine, and
 * hostile: texts are not escaped. */
#ifndef TRACETAX_BASELINE_H
#define TRACETAX_BASELINE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { BASELINE_DEEP_US = 10 }; /* leaving an idle state takes as long as some stops */

/* Writes "1 kprobe, 2 lsm" of counts by name; "" if there are none. */
void baseline_counts(const json_t *counts, char *text, size_t size);

/* Tells whether the calls have this work to pass: "audit", "tracepoint". */
bool baseline_has_work(const json_t *machine, const char *work);

/* Finds the deepest idle state that is allowed. Returns its name, NULL if none is known. */
const char *baseline_idle(const json_t *machine, json_int_t *latency_us);

/* Calls say(words, context) for each thing that every call passed, the untraced ones too. Returns
 * how many. */
size_t baseline_burdens(
	const json_t *machine, void (*say)(const char *words, void *context), void *context);

/* Tells whether the record is of a version that looked, but was not permitted to see all. */
bool baseline_is_unknown(const json_t *machine);

#endif
