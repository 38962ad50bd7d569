#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "resources.h"

int resource_path(const char *name, char *path, size_t size)
{
	/* beside the program; then, from build/, the folders of the source tree */
	static const char *const places[] = { "", "../scripts/", "../results/" };
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	if (n < 0)
		return -errno;
	self[n] = '\0';
	*strrchr(self, '/') = '\0';
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		int length = snprintf(path, size, "%s/%s%s", self, places[i], name);
		if (length > 0 && (size_t)length < size && access(path, R_OK) == 0)
			return 0;
	}
	return -ENOENT;
}
