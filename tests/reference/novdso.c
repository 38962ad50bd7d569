/* novdso COMMAND...: runs it as if the kernel had no vDSO: hides the entry of its auxiliary vector
 * that tells of it. Ends as the command does. */
#include <elf.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static int open_of(pid_t pid, const char *name, int flags)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
	return open(path, flags | O_CLOEXEC);
}

/* The entry, as it stands at the end of the vector. */
static int find(pid_t pid, Elf64_auxv_t *entry)
{
	Elf64_auxv_t vector[64];
	int fd = open_of(pid, "auxv", O_RDONLY);
	ssize_t n = read(fd, vector, sizeof vector);
	close(fd);
	for (ssize_t i = 0; i < n / (ssize_t)sizeof *vector; i++)
		if (vector[i].a_type == AT_SYSINFO_EHDR) {
			*entry = vector[i];
			return 0;
		}
	return -1;
}

static int stack_of(pid_t pid, unsigned long *start, unsigned long *end)
{
	char line[512];
	int fd = open_of(pid, "maps", O_RDONLY), found = -1;
	FILE *maps = fd < 0 ? NULL : fdopen(fd, "r");
	while (maps && found < 0 && fgets(line, sizeof line, maps))
		if (strstr(line, "[stack]") && sscanf(line, "%lx-%lx", start, end) == 2)
			found = 0;
	if (maps)
		fclose(maps);
	return found;
}

static int hide_vdso(pid_t pid)
{
	Elf64_auxv_t due, found, ignored = { .a_type = AT_IGNORE };
	unsigned long at, end;
	int memory = open_of(pid, "mem", O_RDWR), error = -1;
	if (find(pid, &due) < 0 || stack_of(pid, &at, &end) < 0)
		return -1;
	for (; at < end && error; at += sizeof(uint64_t))
		if (pread(memory, &found, sizeof found, (off_t)at) == sizeof found &&
			memcmp(&found, &due, sizeof due) == 0)
			error = pwrite(memory, &ignored, sizeof ignored, (off_t)at) < 0;
	close(memory);
	return error;
}

int main(int argc, char **argv)
{
	int status;
	pid_t pid = argc > 1 ? fork() : -1;
	if (pid < 0)
		return 2;
	if (pid == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) < 0 || !WIFSTOPPED(status))
		return 2; /* at its exec */
	if (hide_vdso(pid)) {
		kill(pid, SIGKILL);
		return 2;
	}
	ptrace(PTRACE_DETACH, pid, NULL, NULL);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
