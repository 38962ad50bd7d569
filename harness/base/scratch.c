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

const char *scratch_parent(void)
{
	const char *directory = getenv("TMPDIR");
	return directory && *directory ? directory : "/tmp";
}

int scratch_make(const char *parent, char *path, size_t size)
{
	int n = snprintf(path, size, "%s/tracetax-XXXXXX", parent);
	int error = n < 0 || (size_t)n >= size ? -ENAMETOOLONG : mkdtemp(path) ? 0 : -errno;
	if (error)
		path[0] = '\0';
	return error;
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
