#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "shell_words.h"

enum { WORDS_MAX = 16 };

/* What is returned: the words, then their texts. */
struct block {
	char *words[WORDS_MAX + 3];
	char text[];
};

static size_t length_of(char *const *words)
{
	size_t length = 1;
	for (; *words; words++)
		length += strlen(*words) + 1;
	return length;
}

static void join(char *const *words, char *to)
{
	*to = '\0';
	for (const char *blank = ""; *words; words++, blank = " ")
		to = stpcpy(stpcpy(to, blank), *words);
}

char **shell_words(const char *shell, char *const *command, struct complaint *complaint)
{
	struct complaint inner;
	const char *name = strcmp(shell, "default") == 0 ? "sh" : shell;
	size_t size = strlen(name) + 1;
	struct block *block = malloc(sizeof *block + size + length_of(command));
	if (!block) {
		complain(complaint, "no memory for a command");
		return NULL;
	}
	int n = words_split(strcpy(block->text, name), '\0', block->words, WORDS_MAX, &inner);
	if (n <= 0) {
		free(block);
		complain(complaint, "--shell: %s",
			n < 0 ? inner.text : "expected a shell, found none");
		return NULL;
	}
	join(command, block->text + size);
	block->words[n] = "-c";
	block->words[n + 1] = block->text + size;
	block->words[n + 2] = NULL;
	return block->words;
}
