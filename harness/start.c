/* Starts tracetax by the loader and with the libraries that lie beside it: make dist-static. It is
 * linked statically. All goes by the loader's options and nothing by the environment, which the
 * programs that are traced would inherit. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/carried.h"
#include "base/resources.h"

static int fail(const char *what, const char *remedy)
{
	fprintf(stderr, "tracetax: %s: %s\n", what, remedy);
	return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
	char program[PATH_MAX], *words[CARRIED_WORDS + argc];
	int error = resource_path(CARRIED "/tracetax", program, sizeof program);
	if (error)
		return fail(CARRIED "/tracetax is not beside this program",
			"mount /proc, and unpack the directory as a whole");
	if (strpbrk(program, ":;$")) /* ld.so(8): they have a meaning in --library-path */
		return fail(
			program, "move it where no name has a colon, a semicolon or a dollar sign");
	size_t n = carried_start(program, words);
	memcpy(words + n, argv + 1, (size_t)argc * sizeof *words);
	execv(words[0], words);
	return fail(words[0], strerror(errno));
}
