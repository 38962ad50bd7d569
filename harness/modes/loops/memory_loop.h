/* The loop of the modes that read a tracee's memory: the tracer measures, the tracee stands still.
 */
#ifndef TRACETAX_MEMORY_LOOP_H
#define TRACETAX_MEMORY_LOOP_H

#include "modes/mode.h"

struct memory {
	pid_t owner;
	uintptr_t address; /* in the owner */
	unsigned char *buffer; /* here, page-aligned */
	size_t size; /* bytes to read; the buffer is rounded up to whole words */
	int fd; /* for the method's own use */
};

/* Each gives 0 or a negative errno; a short read is -EIO. */
struct memory_method {
	int (*open)(struct memory *memory); /* once, the owner stopped; may be NULL */
	int (*read)(const struct memory *memory);
	const char *call; /* what it calls, for the message when that is refused */
};

/* Seizes the tracee, waits until it stands, measures the window of reads, then reads once more and
 * compares every byte with the pattern. 0, or page_fail's answer. */
int memory_loop(struct run *run, const struct memory_method *method);

#endif
