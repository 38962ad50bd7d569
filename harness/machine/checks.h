/* Checks for what spoils the numbers on this machine, with remedies. Prints nothing. */
#ifndef TRACETAX_CHECKS_H
#define TRACETAX_CHECKS_H

#include <jansson.h>

enum check_state {
	CHECK_GOOD,
	CHECK_NOTE, /* limits the numbers, or lacks a feature */
	CHECK_BAD, /* the numbers cannot be trusted, or a group of modes cannot run */
};

/* Both texts are printable ASCII. */
struct finding {
	enum check_state state;
	char text[256];
	char remedy[192]; /* empty if all is well */
};

struct check {
	const char *name;
	/* Judges a machine, as machine_describe returns it. Some checks take a fifth of a
	 * second. */
	void (*look)(const json_t *machine, struct finding *finding);
};

extern const struct check checks[]; /* NULL-ended */

#endif
