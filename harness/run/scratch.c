#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "scratch.h"

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
	(void)info;
	(void)type;
	return ftw->level > 0 && remove(path) < 0 ? -1 : 0;
}

int scratch_make(char *path, size_t size)
{
	const char *directory = getenv("TMPDIR");
	int n = snprintf(
		path, size, "%s/tracetax-XXXXXX", directory && *directory ? directory : "/tmp");
	if (n < 0 || (size_t)n >= size)
		return -ENAMETOOLONG;
	return mkdtemp(path) ? 0 : -errno;
}

int scratch_empty(const char *path)
{
	return nftw(path, remove_entry, 8, FTW_DEPTH | FTW_PHYS) < 0 ? -errno : 0;
}

void scratch_remove(const char *path)
{
	scratch_empty(path);
	rmdir(path);
}
