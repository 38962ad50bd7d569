/* Finds who holds a thing of the kernel that has no name, such as a perf event: by the descriptors
 * in /proc. */
#ifndef TRACETAX_HOLDERS_H
#define TRACETAX_HOLDERS_H

#include <stdbool.h>
#include <stddef.h>

struct holders {
	char names[192]; /* "perf (123), bpftrace (77)", and what fits of the rest */
	unsigned n;
	bool all_seen; /* false: some processes do not show us theirs */
};

/* Looks for descriptors of this target, as "anon_inode:[perf_event]", in all processes but ours. */
void holders_find(const char *target, struct holders *holders);

#endif
