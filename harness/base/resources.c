#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "resources.h"

int resource_path(const char *name, char *path, size_t size)
{
	/* an installation, from bin/ and from where its own loader lies, libexec/tracetax/; build/
	 * is beside the folders of the source tree */
	static const char *const places[] = { "../libexec/tracetax/", "", "../share/tracetax/",
		"../share/tracetax/bench/", "../../share/tracetax/", "../../share/tracetax/bench/",
		"../scripts/", "../results/", "../bench/" };
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

static bool is_program(const char *path)
{
	struct stat file;
	return stat(path, &file) == 0 && S_ISREG(file.st_mode) && access(path, X_OK) == 0;
}

static bool fits(int length, size_t size)
{
	return length > 0 && (size_t)length < size;
}

bool resource_program(const char *program, char *path, size_t size)
{
	const char *directory = strchr(program, '/') ? NULL : getenv("PATH");
	for (; directory; directory = strchr(directory, ':')) {
		directory += *directory == ':';
		int n = (int)strcspn(directory, ":");
		int length = snprintf(path, size, "%.*s/%s", n, directory, program);
		if (*directory == '/' && fits(length, size) && is_program(path))
			return true;
	}
	return strchr(program, '/') && fits(snprintf(path, size, "%s", program), size) &&
	       is_program(path);
}

bool resource_installed(const char *program)
{
	char path[PATH_MAX];
	return resource_program(program, path, sizeof path);
}
