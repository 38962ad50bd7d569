#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "executable.h"
#include "resources.h"

/* The start of a file: enough for the headers of any program that linkers write, and for the first
 * line of a script. */
struct start {
	char bytes[4096];
	size_t n;
};

static int read_start(const char *path, struct start *start)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : pread(fd, start->bytes, sizeof start->bytes - 1, 0);
	int error = n < 0 ? -errno : 0;
	if (fd >= 0)
		close(fd);
	start->n = n > 0 ? (size_t)n : 0;
	start->bytes[start->n] = '\0';
	return error;
}

static bool begins(const struct start *start, const char *with, size_t n)
{
	return start->n >= n && memcmp(start->bytes, with, n) == 0;
}

/* Tells whether a 64-bit ELF file names a dynamic loader. */
static bool has_loader(const struct start *start)
{
	Elf64_Ehdr header;
	Elf64_Phdr part;
	memcpy(&header, start->bytes, sizeof header);
	for (size_t i = 0; i < header.e_phnum; i++) {
		size_t at = header.e_phoff + i * sizeof part;
		if (at > start->n - sizeof part)
			return true; /* unusual: it may have one */
		memcpy(&part, start->bytes + at, sizeof part);
		if (part.p_type == PT_INTERP)
			return true;
	}
	return false;
}

static const char *closed_elf(const struct start *start)
{
	if (start->n < sizeof(Elf64_Ehdr) || start->bytes[EI_CLASS] != ELFCLASS64)
		return "it is a 32-bit program";
	return has_loader(start) ? NULL : "it is statically linked";
}

static int complain_of_path(const char *program, struct complaint *complaint)
{
	struct stat file;
	if (!strchr(program, '/') || (stat(program, &file) < 0 && errno == ENOENT))
		return complain(complaint, "%.80s: no such command: name a program that can be run",
			program);
	if (stat(program, &file) < 0)
		return complain(complaint, "%.80s: %s", program, strerror(errno));
	if (S_ISDIR(file.st_mode))
		return complain(complaint, "%.80s: expected a program, found a directory", program);
	return complain(
		complaint, "%.80s: not executable: chmod +x it, or name its interpreter", program);
}

/* Looks at the interpreter that the first line of a script names. */
static int look_at_script(
	struct start *start, struct executable *executable, struct complaint *complaint)
{
	char *name = start->bytes + 2 + strspn(start->bytes + 2, " \t");
	struct start interpreter;
	name[strcspn(name, " \t\n")] = '\0';
	if (name[0] != '/' || !resource_installed(name))
		return complain(complaint, "%.80s: its interpreter is not there: %.80s",
			executable->path, name);
	if (read_start(name, &interpreter) == 0 && begins(&interpreter, ELFMAG, SELFMAG))
		executable->closed = closed_elf(&interpreter);
	return 0;
}

static int look(struct executable *executable, struct complaint *complaint)
{
	struct stat file;
	struct start start;
	const char *path = executable->path;
	if (stat(path, &file) == 0 && file.st_mode & (S_ISUID | S_ISGID))
		executable->closed = "it is setuid or setgid";
	if (read_start(path, &start) < 0)
		return 0; /* it can be started all the same */
	if (begins(&start, "#!", 2))
		return look_at_script(&start, executable, complaint);
	if (!begins(&start, ELFMAG, SELFMAG))
		return complain(complaint,
			"%.80s: expected a program, found a file without #! in its first line: put its interpreter in front",
			path);
	if (!executable->closed)
		executable->closed = closed_elf(&start);
	return 0;
}

int executable_find(const char *program, struct executable *executable, struct complaint *complaint)
{
	*executable = (struct executable){ .closed = NULL };
	if (!resource_program(program, executable->path, sizeof executable->path))
		return complain_of_path(program, complaint);
	return look(executable, complaint);
}
