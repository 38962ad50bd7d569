#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parameters.h"

static const struct {
	const char *option;
	int values; /* words that follow it */
} spellings[] = { { "--parameter-list", 2 }, { "-L", 2 }, { "--parameter-scan", 3 }, { "-P", 3 } };
enum { SPELLINGS = sizeof spellings / sizeof *spellings };

/* Returns how many words follow this one as its values; 0 if it is none of these options. */
static int values_after(const char *word)
{
	for (int i = 0; i < SPELLINGS; i++)
		if (strcmp(word, spellings[i].option) == 0)
			return spellings[i].values;
	return 0;
}

/* Returns the option with its values as one word. The parser complains of missing
 * ones. */
static char *joined(char *const *words, int n)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	if (!out)
		return NULL;
	bool is_list = n == spellings[0].values;
	fprintf(out, "%s", spellings[is_list ? 0 : 2].option);
	for (int i = 1; i <= n; i++)
		fprintf(out, "%c%s", i == 1 ? '=' : ',', words[i]);
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}

/* Tells whether so many words follow before the end. */
static bool follow(char *const *words, int n)
{
	for (int i = 1; i <= n; i++)
		if (!words[i] || strcmp(words[i], "--") == 0)
			return false;
	return true;
}

/* Tells where the command begins. Without the word "--" nothing is joined: it may be the command's
 * own. */
static int end_of_options(int argc, char *const *argv)
{
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], "--") == 0)
			return i;
	return 0;
}

char **parameters_join(int *argc, char **argv)
{
	static char **words; /* a pointer to them is left */
	words = calloc((size_t)*argc + 1, sizeof *words);
	int end = end_of_options(*argc, argv), n = 0;
	for (int i = 0; words && i < *argc; i++) {
		int values = i < end ? values_after(argv[i]) : 0;
		bool join = values && follow(argv + i, values);
		words[n] = join ? joined(argv + i, values) : argv[i];
		if (!words[n++])
			return NULL;
		i += join ? values : 0;
	}
	*argc = n;
	return words;
}
