#include "program.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

char program_path[PATH_MAX];

int program_setup(struct page *page, const char *name, int (*spawn)(void))
{
	size_t room = sizeof program_path - strlen(name) - 1;
	ssize_t length = readlink("/proc/self/exe", program_path, room);
	if (length < 0)
		return -1;
	program_path[length] = '\0';
	strcpy(strrchr(program_path, '/') + 1, name);
	if (access(program_path, X_OK) < 0)
		return page_fail(page, errno, name, "build all of tracetax: make");
	if (spawn())
		return page_fail(page, ENOSYS, name, "it is written for x86-64 and aarch64");
	return 0;
}
