/* The loop of the modes that read or write a tracee's memory: the tracer measures while the tracee
 * stands still. */
#ifndef TRACETAX_MEMORY_LOOP_H
#define TRACETAX_MEMORY_LOOP_H

#include <string.h>
#include <sys/uio.h>

#include "modes/mode.h"

/* What one operation moves, and how the window goes. */
struct memory {
	pid_t owner;
	struct iovec pieces[PIECES_MAX]; /* in the owner */
	size_t n_pieces;
	unsigned char *buffer; /* here, page-aligned: the pieces one after the other */
	size_t bytes; /* of all pieces; a text's include its NUL */
	unsigned char *start; /* the place of the first operation; the next are at `start + at` */
	uint64_t at;
	uint64_t step, mask; /* from operation to operation; where the places begin again */
	uint64_t walked;
	ssize_t missed; /* what the last incomplete operation returned */
	bool incomplete;
	size_t page_size;
	int ask_fd, reply_fd; /* of the page: the owner's descriptors */
	int fd, other_fd; /* for the method's own use; -1 */
};

/* Moves n bytes at an address of the owner. Returns what pread(2) does, or -errno. */
typedef ssize_t memory_part(const struct memory *memory, void *buffer, size_t n, uintptr_t address);
/* Makes one operation. Returns the bytes moved, or -errno if there are none; fewer than all is a
 * failure. */
typedef ssize_t memory_move(struct memory *memory, memory_part *part);

struct memory_method {
	int (*open)(struct memory
			*memory); /* once, while the owner is stopped; 0 or -errno; may be NULL */
	void (*pieces)(uint64_t ops); /* memory_ops of all pieces */
	void (*text)(uint64_t ops); /* memory_ops of a text, up to its NUL. NULL: it writes */
	const char *call; /* what it calls, for the message when that is refused */
	bool local; /* it copies an arena of this process */
	bool owner_sends; /* the owner runs, and sends what it is asked for */
	bool by_words; /* it makes a call for each word: large sizes take too long */
};

enum { TEXT_MAX = 4096 }; /* PATH_MAX, as strace(1) reads one */

/* The operation of the window, global as a loop of ops takes no argument. */
extern struct memory memory_moved;

/* Whole loops are inlined into the mode that names their parts. If the kernel guards against
 * speculation, each return and each indirect call after a system call is mispredicted: three of
 * them are 3 % of the smallest read (bench-self.sh memory). */
#define INLINED static inline __attribute__((always_inline))

/* Moves a part for each piece. */
INLINED ssize_t memory_each(struct memory *m, memory_part *part)
{
	size_t done = 0;
	for (size_t i = 0; i < m->n_pieces; i++) {
		size_t n = m->pieces[i].iov_len;
		ssize_t moved = part(m, m->buffer + done, n, (uintptr_t)m->pieces[i].iov_base);
		if (moved < 0 && done == 0)
			return moved;
		done += moved > 0 ? (size_t)moved : 0;
		if (moved != (ssize_t)n)
			break;
	}
	return (ssize_t)done;
}

/* Reads a text as strace(1) does: up to the border of a page, then on. */
INLINED ssize_t memory_text(struct memory *m, memory_part *part)
{
	uintptr_t from = (uintptr_t)m->pieces->iov_base;
	for (size_t done = 0; done < TEXT_MAX;) {
		size_t n = m->page_size - (from + done) % m->page_size;
		n = n < TEXT_MAX - done ? n : TEXT_MAX - done;
		ssize_t moved = part(m, m->buffer + done, n, from + done);
		if (moved <= 0)
			return done ? (ssize_t)done : moved;
		const unsigned char *nul = memchr(m->buffer + done, '\0', (size_t)moved);
		if (nul)
			return nul - m->buffer + 1;
		done += (size_t)moved;
	}
	return TEXT_MAX;
}

/* Places the next operation; only an operation of one piece changes its place. */
INLINED void memory_place(struct memory *m, uint64_t at)
{
	m->at = at;
	m->pieces->iov_base = m->start + at;
}

/* Makes `ops` operations: the body of a mode's `pieces` and `text`. `part` is for `move`; may be
 * NULL. */
INLINED void memory_ops(uint64_t ops, memory_move *move, memory_part *part)
{
	struct memory *m = &memory_moved;
	while (ops--) {
		ssize_t n = move(m, part);
		if (n != (ssize_t)m->bytes) {
			m->missed = n;
			m->incomplete = true;
		}
		memory_place(m, (m->at + m->step) & m->mask);
		m->walked += m->step;
	}
}

/* Seizes the tracee, waits until it stands, measures the window of moves, then moves fresh bytes
 * and has every byte compared. Returns 0, or what page_fail returns. */
int memory_loop(struct run *run, const struct memory_method *method);

#endif
