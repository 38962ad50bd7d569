/* The figures that are read of both sides at the edges of a window. */
#ifndef TRACETAX_FIGURES_H
#define TRACETAX_FIGURES_H

#include <stdint.h>
#include <sys/types.h>

#include "counter.h"

struct page;

enum side { TRACEE, TRACER, SIDES };

/* Times in ns, the rest are counts. */
#define FIGURE(figure, name, config) figure,
enum figure {
	CPU_NS, /* user and system time, exact */
	USAGE_SWITCHES, /* context switches of both kinds, as rusage counts them */
	INVOLUNTARY, /* the involuntary ones among them */
	SOFTWARE_EVENT_LIST(FIGURE) /* in the order of their group */
	EXTRA, /* from here COUNTER_FIGURES for each extra event */
	FIGURES = EXTRA + COUNTER_FIGURES * EXTRA_MAX,
};

/* How the measuring process reaches the counters of one side. */
struct side_access {
	int32_t pid; /* 0: the measuring process itself */
	int32_t thread; /* of that process, whose switches are read */
	int32_t cpu; /* 0, or -errno: its CPU time is unknown */
	int32_t usage; /* 0, or -errno: rusage switches are unknown */
	int32_t software; /* perf group descriptor, or -errno */
	int32_t extra[EXTRA_MAX]; /* perf descriptors, or -errno */
};

/* Fills in page->answer.access for the calling process, whose side is `self`, and the process
 * `other`: no perf counters yet. */
void figures_open(struct page *page, enum side self, pid_t other);
/* Opens the perf counters of page->job on both sides. */
void figures_open_counters(struct page *page);
/* Gives up dead counters, on both sides at once: a side that slept cannot tell. */
void figures_give_up_dead(struct page *page);

/* Reads all figures that can be reached; leaves the others as they are. */
void figures_read(const struct page *page, uint64_t figures[SIDES][FIGURES]);
/* Reads the part of its CPU time that each side has spent in user mode so far. */
void figures_read_user_share(const struct page *page, double share[SIDES]);

#endif
