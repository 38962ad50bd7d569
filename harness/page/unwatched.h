/* Programs of the tree that run unwatched, or without rights that they have alone.
 *
 * An object in a process is lost by an exec, unless the dynamic loader brings it again: who is
 * about to exec notes so in the page, and the new program's object takes the note away. What is
 * left at the end ran unwatched. */
#ifndef TRACETAX_UNWATCHED_H
#define TRACETAX_UNWATCHED_H

#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>

enum { STARTED_MAX = 64, PROGRAM_NAME_SIZE = 64 };

struct started {
	_Atomic int32_t pid; /* 0: free */
	char name[PROGRAM_NAME_SIZE];
};

/* How many, and the first of them. */
struct program_count {
	_Atomic uint32_t n;
	char first[PROGRAM_NAME_SIZE];
};

struct page;

/* Notes that this process, of this pid, is about to become a program; not if STARTED_MAX others run
 * unwatched. Async-signal-safe. */
void unwatched_starts(struct page *page, pid_t pid, const char *name);
/* Takes that back: it has failed, or the program is watched. Async-signal-safe. */
void unwatched_not(struct page *page, pid_t pid);

/* Counts what has not been taken back, once the tree has ended. */
void unwatched_settle(struct page *page);

/* Counts a program, named by its path. */
void program_count(struct program_count *programs, const char *name);

#endif
