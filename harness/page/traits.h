/* What is to be known of a program before a mode watches it. */
#ifndef TRACETAX_TRAITS_H
#define TRACETAX_TRAITS_H

#include <stdbool.h>

#include "arena.h"

struct traits {
	const struct layout *memory; /* it stands still while this is accessed; NULL: it runs */
	unsigned demands; /* bits of enum coverage: a mode that misses one of them does not fit */
	bool answer_ignored; /* it works whatever its calls return */
	const int *calls; /* the n_calls calls that it is known to make */
	unsigned n_calls;
	bool foreign; /* it is not tracetax-driver */
	bool apart; /* tracer and tracee have CPUs of their own */
	const char *closed; /* why the dynamic loader puts nothing into it; NULL: it does */
	bool behind; /* a foreign program that may be started behind a program in front */
};

#endif
