#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "beside.h"
#include "commands/commands.h"
#include "comparison.h"
#include "derive/comparisons.h"
#include "print.h"
#include "records/machine_record.h"
#include "this_version.h"

static int add(struct comparisons *all, const char *path, struct complaint *complaint)
{
	int error = comparisons_add(all, path, false, complaint);
	if (error)
		return error;
	print_doubts(&all->campaigns[all->n - 1].loaded);
	const char *slash = strrchr(path, '/');
	if (slash && slash[1])
		comparisons_label(all, path, slash + 1);
	return 0;
}

static int write(const struct comparisons *all, FILE *out)
{
	struct sheet sheet = { .format = &format_markdown, .nested = true, .out = out };
	comparison_print(all, false, &sheet);
	return sheet.error;
}

/* Compares campaigns with the first of them. Complains of an error. Returns the exit status. */
static int compare(const char *const paths[], size_t n, FILE *out)
{
	struct comparisons all = { .version = &this_version, .limit = (double)NAN };
	struct complaint complaint;
	int error = 0, status = EXIT_DONE;
	for (size_t i = 0; i < n && !error; i++)
		error = add(&all, paths[i], &complaint);
	if (error)
		status = command_fail(EXIT_FAILED, "%s", complaint.text);
	if (!error)
		error = comparisons_make(&all);
	if (!error)
		error = write(&all, out);
	if (error && status == EXIT_DONE)
		status = command_fail(EXIT_FAILED, "the comparison: %s", strerror(-error));
	comparisons_free(&all);
	return status;
}

static bool is_emulated(const char *path)
{
	struct loaded loaded;
	struct complaint unused;
	bool emulated = load_facts(path, &this_version, &loaded, &unused) == 0 &&
			machine_is_emulated(loaded.machine);
	load_free(&loaded);
	return emulated;
}

/* Adds those that are emulated, or those that are not. Returns how many are in the list then. */
static size_t add_kind(
	const char *list[], size_t listed, const char *const paths[], size_t n, bool emulated)
{
	for (size_t i = 0; i < n; i++)
		if (is_emulated(paths[i]) == emulated)
			list[listed++] = paths[i];
	return listed;
}

/* Compares each kind, or both together if one campaign is alone of its kind. */
static int compare_kinds(const char *const paths[], size_t n, const char *list[], FILE *out)
{
	size_t others = add_kind(list, 0, paths, n, false);
	size_t emulated = add_kind(list, others, paths, n, true) - others;
	if (others < 2 || emulated < 2)
		return compare(paths, n, out);
	int status = compare(list, others, out);
	return status == EXIT_DONE ? compare(list + others, emulated, out) : status;
}

int beside_make(const char *const paths[], size_t n, char **text)
{
	size_t size;
	FILE *out = open_memstream(text, &size);
	const char **list = calloc(n, sizeof *list);
	bool room = out && list;
	int status = room ? compare_kinds(paths, n, list, out) : EXIT_FAILED;
	free(list);
	if (out)
		room &= fclose(out) == 0;
	return room ? status : command_fail(EXIT_FAILED, "no memory for the comparison");
}
