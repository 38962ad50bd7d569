#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "brought.h"
#include "command.h"

static const struct brought_kind kind = {
	.option = "command",
	.is_name = workload_is_command,
	.name_size = WORKLOAD_NAME_SIZE,
	.words_max = 1024,
	.place = "to measure, found none",
};

static struct kept {
	struct workload workload;
	char name[WORKLOAD_NAME_SIZE];
	struct kept *next;
} * kept; /* in the order of definition */

const struct workload *command_at(size_t i)
{
	for (const struct kept *k = kept; k; k = k->next)
		if (i-- == 0)
			return &k->workload;
	return NULL;
}

const struct workload *command_find(const char *name)
{
	const struct workload *workload;
	for (size_t i = 0; (workload = command_at(i)); i++)
		if (strcmp(workload->name, name) == 0)
			break;
	return workload;
}

static int keep(const char *name, const struct brought *brought, struct complaint *complaint)
{
	struct kept *new = malloc(sizeof *new), **end = &kept;
	if (!new)
		return complain(complaint, "no memory for a command");
	*new = (struct kept){ .workload = { .summary = brought->text,
				      .command = brought->words,
				      .calls_of_libc = true,
				      .many_tasks = true } };
	snprintf(new->name, sizeof new->name, "%s", name);
	new->workload.name = new->name;
	while (*end)
		end = &(*end)->next;
	*end = new;
	return 0;
}

/* Writes a word so that words_split takes it for one. */
static void put_word(const char *word, FILE *out)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_@%+=:,./-";
	if (*word && strspn(word, plain) == strlen(word)) {
		fputs(word, out);
		return;
	}
	fputc('\'', out);
	for (; *word; word++)
		fputs(*word == '\'' ? "'\\''" : (char[]){ *word, '\0' }, out);
	fputc('\'', out);
}

/* Returns the words as one text, to be kept; NULL if memory is short. */
static char *text_of(char *const *words)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	for (size_t i = 0; out && words[i]; i++) {
		fputs(i ? " " : "", out);
		put_word(words[i], out);
	}
	return out && fclose(out) == 0 ? text : NULL;
}

int command_define_words(const char *name, char *const *words, struct complaint *complaint)
{
	char whole[WORKLOAD_NAME_SIZE];
	struct brought brought = { text_of(words), words };
	if (snprintf(whole, sizeof whole, "command:%s", name) >= (int)sizeof whole ||
		!workload_is_command(whole)) {
		free((char *)brought.text);
		return complain(complaint,
			"--command-name: expected at most 23 characters (a to z, 0 to 9, '-'), found \"%.80s\"",
			name);
	}
	return brought.text ? keep(whole, &brought, complaint)
			    : complain(complaint, "no memory for a command");
}

int command_define(const char *text, struct complaint *complaint)
{
	char name[WORKLOAD_NAME_SIZE];
	struct brought brought;
	const char *command = brought_read(&kind, text, name, complaint);
	const struct workload *known = command ? command_find(name) : NULL;
	if (known)
		return brought_again(&kind, name, known->summary, command, complaint);
	int error = command ? brought_keep(&kind, name, command, &brought, complaint) : -EINVAL;
	return error ? error : keep(name, &brought, complaint);
}
