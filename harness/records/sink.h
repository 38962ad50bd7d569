/* Writes files that are never torn: under another name in the same directory, in whole lines,
 * renamed when they are complete and on the disk. */
#ifndef TRACETAX_SINK_H
#define TRACETAX_SINK_H

#include <limits.h>
#include <stddef.h>
#include <sys/types.h>

struct sink {
	int directory;
	int fd;
	off_t whole; /* bytes of complete lines in the file */
	char name[NAME_MAX + 1];
	char partial[NAME_MAX + sizeof ".partial"];
};

/* Creates NAME.partial in the directory, with the owner and mode of an existing NAME. Returns 0 or
 * -errno (-ENAMETOOLONG). */
int sink_open(struct sink *sink, int directory, const char *name);
/* Appends whole lines. If that fails, cuts the file back to its last whole line. Returns 0 or
 * -errno (ENOSPC, EFBIG, EDQUOT, EIO). */
int sink_write(struct sink *sink, const char *lines, size_t n);
/* Renames the file, replacing an older one, and leaves to the kernel when it gets to the disk: for
 * what can be made again, or is settled later. Returns 0 or -errno. */
int sink_place(struct sink *sink);
/* Puts the file on the disk and renames it, replacing an older one. Returns 0 or -errno. */
int sink_commit(struct sink *sink);
/* Puts the files of a directory on the disk, with their names: once for all that were placed.
 * Returns 0 or -errno. */
int sink_settle(int directory);
/* Removes the partial file. */
void sink_abandon(struct sink *sink);

/* Writes a whole file at once, and places it. Returns 0, or -errno with nothing left behind. */
int sink_file(int directory, const char *name, const char *content, size_t n);

#endif
