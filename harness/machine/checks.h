/* What of this machine spoils the numbers, and what to do about it. Nothing is printed here. */
#ifndef TRACETAX_CHECKS_H
#define TRACETAX_CHECKS_H

#include <jansson.h>

enum check_state {
	CHECK_GOOD,
	CHECK_NOTE, /* a condition of the numbers, or a feature less */
	CHECK_BAD, /* the numbers cannot be trusted, or a group of modes cannot run */
};

/* Both texts are printable ASCII. */
struct finding {
	enum check_state state;
	char text[256];
	char remedy[192]; /* empty where all is well */
};

struct check {
	const char *name;
	/* `machine` is from machine_describe. Some take a fifth of a second. */
	void (*look)(const json_t *machine, struct finding *finding);
};

extern const struct check checks[]; /* NULL-ended */

#endif
