#include <stdio.h>

#include "coverage.h"

const char *coverage_words(unsigned bits, char *words, size_t size)
{
	static const struct {
		enum coverage bit;
		const char *word;
	} all[] = {
		{ COVER_FORK, "fork" },
		{ COVER_EXEC, "exec" },
		{ COVER_THREADS, "threads" },
		{ COVER_STATIC, "static programs" },
		{ COVER_BARE, "calls outside libc" },
		{ COVER_CLONE, "tasks by clone" },
	};
	size_t n = 0;
	words[0] = '\0';
	for (size_t i = 0; i < sizeof all / sizeof *all && n < size; i++)
		if (bits & all[i].bit)
			n += (size_t)snprintf(
				words + n, size - n, "%s%s", n ? ", " : "", all[i].word);
	return words;
}
