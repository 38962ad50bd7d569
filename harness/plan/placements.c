#include <stddef.h>

#include "placements.h"

/* The CPUs of each are found by machine/places.c. */
const char *const placement_names[] = { "same", "cross", "smt", "socket", "free", NULL };
const char *const placement_summaries[] = {
	"tracee and tracer share one CPU",
	"the two nearest CPUs, of two cores if there are two",
	"two hardware threads of one core",
	"two packages",
	"the scheduler decides",
};
const char *const placement_labels[] = {
	"same CPU",
	"two CPUs",
	"two threads of a core",
	"two packages",
	"free (scheduler decides)",
};
