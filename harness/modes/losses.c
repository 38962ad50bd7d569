#include <stdio.h>

#include "mode.h"

const char *mode_over(unsigned bits, char *words, size_t size)
{
	static const struct {
		enum over bit;
		const char *word;
	} all[] = {
		{ OVER_FORK, "fork" },
		{ OVER_EXEC, "exec" },
		{ OVER_THREADS, "threads" },
		{ OVER_STATIC, "static programs" },
		{ OVER_BARE, "calls outside libc" },
		{ OVER_CLONE, "tasks by clone" },
	};
	size_t n = 0;
	words[0] = '\0';
	for (size_t i = 0; i < sizeof all / sizeof *all && n < size; i++)
		if (bits & all[i].bit)
			n += (size_t)snprintf(
				words + n, size - n, "%s%s", n ? ", " : "", all[i].word);
	return words;
}

const char *mode_loses(const struct mode *mode, char *words, size_t size)
{
	return mode_over(mode->loses, words, size);
}
