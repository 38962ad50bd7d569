/* The modes that read and write memory: their model's file, and what charts and report take of
 * them. */
#ifndef TRACETAX_MEMORY_MODELS_H
#define TRACETAX_MEMORY_MODELS_H

#include "analysis/memory.h"
#include "load.h"
#include "page/arena.h"

/* NULL where the workload is none of memory. */
const struct layout *memory_layout(const char *workload);

/* The size from which `to` is the faster method than `from`. */
struct crossover {
	const char *from, *to;
	struct estimate size; /* of the workload; NaN where they do not cross */
};
enum { CROSSOVERS_MAX = 64 };
/* Every pair of our modes that surely cross in this workload at this placement; how many. */
size_t memory_crossovers(const struct loaded *loaded, const char *workload, const char *placement,
	struct crossover *crossovers);

/* Which method to use at which size of a workload. */
struct rule {
	const char *methods[16];
	size_t n_methods;
	struct memory_segment segments[MEMORY_SIZES_MAX];
	size_t n; /* 0 where nothing is sure */
};
/* 0 or -ENOMEM. */
int memory_rule(const struct loaded *loaded, const char *workload, const char *placement,
	struct rule *rule);

/* The model of each mode, direction and placement, in the order of their first runs. To be freed;
 * how many there are in n. 0 or -ENOMEM. */
int memory_models(const struct loaded *loaded, struct memory_row **models, size_t *n);

#endif
