/* Where the calls are in what is mapped now. */
#ifndef TRACETAX_SITES_H
#define TRACETAX_SITES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SITES_MAX = 1 << 16 };

/* Each is the address behind its instruction, as the kernel tells it; ascending. */
struct sites {
	uint64_t at[SITES_MAX];
	size_t n;
	bool incomplete; /* there are more, or a text that may be run but not read */
};

/* Notes what looks like the instruction, in all objects except ours, and except those that lie
 * where they were linked to. A number in the midst of another instruction may look like it. For
 * constructors. */
void sites_find(struct sites *sites);

#endif
