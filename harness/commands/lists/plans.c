#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/resources.h"
#include "commands/parts/listing.h"
#include "report/text.h"

static const struct grid_column plan_columns[] = {
	{ .key = "plan", .heading = "" },
	{ .key = "summary", .heading = "", .fit = GRID_WRAP },
};

static int is_plan(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');
	return entry->d_name[0] != '.' && dot && strcmp(dot, ".plan") == 0;
}

/* Reads the first sentence of the comment at the top of a plan, without its full stop. */
static struct text first_sentence(FILE *file)
{
	struct text words = { "" };
	char line[256], *end = NULL;
	size_t n = 0, size = sizeof words.s;
	while (!end && n < size && fgets(line, sizeof line, file) && line[0] == '#') {
		line[strcspn(line, "\n")] = '\0';
		n += (size_t)snprintf(
			words.s + n, size - n, "%s%s", n ? " " : "", line + strspn(line, "# "));
		end = strstr(words.s, ". ");
	}
	size_t length = end ? (size_t)(end - words.s) : strlen(words.s);
	if (length && words.s[length - 1] == '.')
		length--;
	words.s[length] = '\0';
	return words;
}

static void add_plan(struct grid *grid, const char *folder, const char *name)
{
	char path[PATH_MAX + NAME_MAX + 2];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "re");
	grid_row(grid, value_text(name), value_text(file ? first_sentence(file).s : ""));
	if (file)
		fclose(file);
}

/* Lists those that came with the program; predict needs one of them. */
static void print(struct sheet *sheet)
{
	struct grid grid = GRID(plan_columns);
	char folder[PATH_MAX];
	struct dirent **entries;
	bool found = resource_path("calibrate.plan", folder, sizeof folder) == 0;
	if (found)
		*strrchr(folder, '/') = '\0';
	int n = found ? scandir(folder, &entries, is_plan, alphasort) : -1;
	for (int i = 0; i < n; i++) {
		add_plan(&grid, folder, entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	sheet_grid(sheet, &grid);
}

const struct listing listing = { .name = "plans", .print = print };
