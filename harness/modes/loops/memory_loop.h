/* The loop of the modes that read or write a tracee's memory: the tracer measures, the tracee
 * stands still. */
#ifndef TRACETAX_MEMORY_LOOP_H
#define TRACETAX_MEMORY_LOOP_H

#include <sys/uio.h>

#include "modes/mode.h"

/* What one operation moves. */
struct memory {
	pid_t owner;
	struct iovec pieces[PIECES_MAX]; /* in the owner */
	size_t n_pieces;
	unsigned char *buffer; /* here, page-aligned: the pieces one after the other */
	size_t bytes; /* of all pieces; a text's, its NUL included */
	uint64_t at; /* of this operation, from the first one's place */
	int request, answer; /* of the page: the owner's descriptors */
	int fd, other_fd; /* for the method's own use; -1 */
	const struct memory_method *method;
};

struct memory_method {
	int (*open)(struct memory *memory); /* once, the owner stopped; 0 or -errno; may be NULL */
	/* All pieces. Bytes moved, or -errno where there are none; fewer than all is a failure. */
	ssize_t (*move)(struct memory *memory);
	/* A text, up to its NUL: its bytes, or -errno. NULL: a method that writes. */
	ssize_t (*text)(struct memory *memory);
	/* n bytes at an address of the owner, for memory_each and memory_text. As pread(2). */
	ssize_t (*part)(const struct memory *memory, void *buffer, size_t n, uintptr_t address);
	const char *call; /* what it calls, for the message when that is refused */
	bool local; /* it copies an arena of this process */
	bool served; /* the owner runs, and sends what it is asked for */
	bool by_words; /* a call for each: large sizes take too long */
};

/* `move` with a part for each piece. */
ssize_t memory_each(struct memory *memory);
/* `text` as strace(1) reads one: up to the border of a page, then on. */
ssize_t memory_text(struct memory *memory);

/* Seizes the tracee, waits until it stands, measures the window of moves, then moves fresh bytes
 * and has every byte compared. 0, or page_fail's answer. */
int memory_loop(struct run *run, const struct memory_method *method);

#endif
