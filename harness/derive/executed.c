#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/dataset.h"
#include "cells.h"
#include "executed.h"

static const char PREFIX[] = "command:";

const char *executed_command(const struct loaded *loaded, const char *workload)
{
	const char *name = workload + strlen(PREFIX);
	const json_t *all = json_object_get(loaded->machine, "commands");
	if (!key_is_command(workload))
		return NULL;
	const char *text = json_string_value(json_object_get(all, name));
	return text ? text : name;
}

static const char *label_text(const struct loaded *loaded, bool named, const char *workload)
{
	if (!key_is_command(workload))
		return workload;
	return named ? workload + strlen(PREFIX) : executed_command(loaded, workload);
}

static char *label_of(const struct loaded *loaded, bool named, const struct summary_row *row)
{
	const char *text = label_text(loaded, named, row->workload);
	bool free_placement = strcmp(row->placement, "free") == 0;
	char *label;
	int n = cells_is_baseline(loaded, row->key) && free_placement
			? asprintf(&label, "%s", text)
			: asprintf(&label, "%s%s%s: %s", row->mode, free_placement ? "" : ", ",
				  free_placement ? "" : row->placement, text);
	return n < 0 ? NULL : label;
}

static int each_one(const struct loaded *loaded, bool named, const struct summary_row *row,
	int (*each)(const struct executed *, void *), void *context)
{
	const struct group *group = dataset_group(loaded->dataset, row->key);
	struct executed executed = { .row = row, .slowdown = cells_slowdown(row) };
	char *label = label_of(loaded, named, row);
	int error = label && group ? executions_of(group, &executed.executions) : -ENOMEM;
	if (!error) {
		executed.label = label;
		executed.group = group;
		executed.n = group->totals.ops;
		executed.calls = group->totals.calls / executed.n;
		executed.stops = group->totals.stops / executed.n;
		error = each(&executed, context);
	}
	executions_free(&executed.executions);
	free(label);
	return error;
}

int executed_each(const struct loaded *loaded, bool named,
	int (*each)(const struct executed *, void *), void *context)
{
	const struct summary_row **rows = cells_sorted(loaded);
	size_t n = tables_rows(loaded, &summary_table).n;
	int error = rows ? 0 : -ENOMEM;
	for (size_t i = 0; i < n && !error; i++)
		error = each_one(loaded, named, rows[i], each, context);
	free(rows);
	return error;
}
