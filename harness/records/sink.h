/* Files that are never torn: written under another name in the same directory, whole lines only,
 * and renamed when they are complete and on the disk. */
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

/* Creates NAME.partial in the directory, anew, with the owner and the mode of the NAME that is
 * there. 0 or -errno (-ENAMETOOLONG). */
int sink_open(struct sink *sink, int directory, const char *name);
/* Appends one or more whole lines. On failure the file is cut back to its last whole line. 0 or
 * -errno (ENOSPC, EFBIG, EDQUOT, EIO). */
int sink_write(struct sink *sink, const char *lines, size_t n);
/* Brings the file to the disk and gives it its name, replacing an older one. 0 or -errno. */
int sink_commit(struct sink *sink);
/* Gives up: the partial file is removed. */
void sink_abandon(struct sink *sink);

/* A whole file at once. 0 or -errno, with nothing left behind. */
int sink_file(int directory, const char *name, const char *content, size_t n);

#endif
