#include "program.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lack.h"
#include "page/page.h"

char program_path[PATH_MAX];

static int status_of(pid_t (*start)(void))
{
	int status = -1;
	pid_t child = start();
	if (child < 0)
		lack_of_tasks("starting the program");
	if (syscall(SYS_wait4, child, &status, 0, NULL) != child)
		abort();
	return status;
}

int program_setup(struct page *page, const char *name, pid_t (*start)(void))
{
	size_t room = sizeof program_path - strlen(name) - 1;
	ssize_t length = readlink("/proc/self/exe", program_path, room);
	if (length < 0)
		return -1;
	program_path[length] = '\0';
	strcpy(strrchr(program_path, '/') + 1, name);
	if (access(program_path, X_OK) < 0)
		return page_fail(page, errno, name, "build all of tracetax: make");
	if (status_of(start))
		return page_fail(page, ENOSYS, name, "it is written for x86-64, aarch64 and riscv");
	return 0;
}

void program_run(uint64_t ops, pid_t (*start)(void))
{
	while (ops--)
		if (status_of(start))
			abort();
}
