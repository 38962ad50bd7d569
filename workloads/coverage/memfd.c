/* A program that becomes one that has no file: memfd_create(2), then fexecve(3). */
#include <sys/mman.h>

#include "copy.h"

int main(int argc, char **argv)
{
	if (again(argc))
		return again_end(argc, argv);
	unusual_calls(argc, argv);
	int fd = memfd_create("copy", MFD_CLOEXEC);
	if (fd < 0)
		unusual_cannot("memfd_create");
	copy_self(fd);
	fexecve(fd, AGAIN(argv), environ);
	unusual_cannot("fexecve");
}
