/* Tells why a campaign cannot be trusted. */
#ifndef TRACETAX_TRUST_H
#define TRACETAX_TRUST_H

#include "derive/tables.h"

/* Calls say(line, context) for each reason. Returns how many there are. */
size_t trust_reasons(
	const struct loaded *loaded, void (*say)(const char *line, void *context), void *context);

/* Returns how many relations have this standing: "holds", "open" or "broken". */
size_t trust_standing(const struct rows *relations, const char *standing);

#endif
