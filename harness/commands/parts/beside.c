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

static int write(const struct comparisons *all, char **text)
{
	size_t n;
	struct sheet sheet = { .format = &format_markdown, .nested = true };
	sheet.out = open_memstream(text, &n);
	if (!sheet.out)
		return -ENOMEM;
	comparison_print(all, false, &sheet);
	return fclose(sheet.out) != 0 ? -ENOMEM : sheet.error;
}

int beside_make(const char *const paths[], size_t n, char **text)
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
		error = write(&all, text);
	if (error && status == EXIT_DONE)
		status = command_fail(EXIT_FAILED, "the comparison: %s", strerror(-error));
	comparisons_free(&all);
	return status;
}
