#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis/dataset.h"
#include "base/grown.h"
#include "load.h"
#include "records/json_file.h"
#include "tables.h"
#include "whole_program.h"

static int take_coverage(struct loaded *loaded, struct run_row run)
{
	size_t prefix = sizeof ROLE_OF_COVERAGE - 1;
	memmove(run.role, run.role + prefix, sizeof run.role - prefix);
	loaded->covered += strcmp(run.status, "ok") == 0;
	return dataset_add(loaded->coverage, &run);
}

static int take_row(const void *row, void *context)
{
	struct loaded *loaded = context;
	const struct run_row *run = row;
	if (!loaded->name[0])
		snprintf(loaded->name, sizeof loaded->name, "%s", run->campaign);
	if (strncmp(run->role, ROLE_OF_COVERAGE, sizeof ROLE_OF_COVERAGE - 1) == 0)
		return take_coverage(loaded, *run);
	loaded->ok += strcmp(run->status, "ok") == 0;
	loaded->flagged += run->flags[0] != '\0';
	return dataset_add(loaded->dataset, run);
}

static int take_counter(const void *row, void *context)
{
	struct loaded *loaded = context;
	const struct counter_row *counter = row;
	if (strcmp(counter->status, "ok") == 0 || strcmp(counter->status, "multiplexed") == 0)
		return 0;
	for (size_t i = 0; i < loaded->n_refusals; i++)
		if (strcmp(loaded->refusals[i].event, counter->event) == 0)
			return 0;
	if (loaded->n_refusals == REFUSALS_MAX)
		return 0;
	struct refusal *refusal = &loaded->refusals[loaded->n_refusals++];
	memcpy(refusal->event, counter->event, sizeof refusal->event);
	memcpy(refusal->status, counter->status, sizeof refusal->status);
	return 0;
}

static int read_runs(struct loaded *loaded, struct table_error *error)
{
	int result =
		table_read(&runs_table, loaded->directory, "runs.csv", 0, take_row, loaded, error);
	if (result != -ENOENT)
		return result;
	loaded->cut_short = true;
	return table_read(
		&runs_table, loaded->directory, "runs.csv.partial", 1, take_row, loaded, error);
}

/* Checks what readers of machine.json rely on; an unknown part is null. */
static bool is_machine(const json_t *machine, struct complaint *finding)
{
	static const struct {
		const char *name;
		json_type type;
	} parts[] = {
		{ "kernel", JSON_OBJECT },
		{ "cpu", JSON_OBJECT },
		{ "topology", JSON_OBJECT },
		{ "clock", JSON_OBJECT },
		{ "settings", JSON_OBJECT },
		{ "filesystems", JSON_OBJECT },
		{ "surroundings", JSON_OBJECT },
		{ "watchers", JSON_OBJECT },
		{ "counters", JSON_OBJECT },
		{ "build", JSON_OBJECT },
		{ "load", JSON_ARRAY },
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const json_t *part = json_object_get(machine, parts[i].name);
		if (!part || json_is_null(part) || json_typeof(part) == parts[i].type)
			continue;
		complain(finding, "\"%s\" is not an %s", parts[i].name,
			parts[i].type == JSON_ARRAY ? "array" : "object");
		return false;
	}
	return true;
}

static void read_machine(const char *path, struct loaded *loaded)
{
	struct complaint finding;
	if (json_file_read(loaded->directory, "machine.json", &loaded->machine, &finding) == 0 &&
		is_machine(loaded->machine, &finding))
		return;
	json_decref(loaded->machine);
	loaded->machine = NULL;
	complain(&loaded->doubts[loaded->n_doubts++],
		"%.150s/machine.json: %.150s: nothing is known of its machine", path, finding.text);
}

static int take_call(const void *row, void *context)
{
	struct loaded *loaded = context;
	struct call_row *calls = grown(loaded->calls, loaded->n_calls, sizeof *calls);
	if (!calls)
		return -ENOMEM;
	loaded->calls = calls;
	loaded->calls[loaded->n_calls++] = *(const struct call_row *)row;
	return 0;
}

/* Reads how often commands made each call. A campaign without commands has no such file. */
static void read_calls(const char *path, struct loaded *loaded)
{
	struct table_error finding;
	int error = table_read(
		&calls_table, loaded->directory, calls_table.name, 0, take_call, loaded, &finding);
	if (error && error != -ENOENT)
		complain(&loaded->doubts[loaded->n_doubts++],
			"%.150s/%s: %.200s: what a command calls most is not known", path,
			calls_table.name, error == -EBADMSG ? finding.text : strerror(-error));
}

/* Reads the counters. An older campaign may have none, and only one line of the report needs
 * them. */
static void read_counters(const char *path, struct loaded *loaded)
{
	struct table_error finding;
	int error = table_read(&counters_table, loaded->directory, counters_table.name, 0,
		take_counter, loaded, &finding);
	if (error && error != -ENOENT)
		complain(&loaded->doubts[loaded->n_doubts++],
			"%.150s/counters.csv: %.200s: the report may lack events that were refused",
			path, error == -EBADMSG ? finding.text : strerror(-error));
}

static void read_known(const char *path, const struct table *table, struct loaded *loaded)
{
	struct table_error finding;
	int error = known_read(&loaded->known, table, loaded->directory, &finding);
	if (error && error != -ENOENT)
		complain(&loaded->doubts[loaded->n_doubts++],
			"%.150s/%s: %.200s: what this version knows stands for the rest", path,
			table->name, error == -EBADMSG ? finding.text : strerror(-error));
}

static int complete_mode(struct known *known, const struct knowledge *version, const char *name)
{
	struct mode_row mode;
	if (known_mode(known, name)->mode[0] || !version->mode(name, &mode))
		return 0;
	return known_add_mode(known, &mode);
}

int load_complete_key(struct loaded *loaded, const struct key *key)
{
	const struct knowledge *version = loaded->version;
	struct known *known = &loaded->known;
	struct workload_row workload;
	int error = complete_mode(known, version, key->mode);
	if (!error && !known_workload(known, key->workload, key->size)->workload[0] &&
		version->workload(key->workload, key->size, &workload))
		error = known_add_workload(known, &workload);
	return error;
}

/* Fills in a property that older campaigns do not tell. */
static void complete_workload(struct workload_row *row, const struct knowledge *version)
{
	struct workload_row told;
	if (!*row->typical && version->workload(row->workload, row->size, &told))
		memcpy(row->typical, told.typical, sizeof row->typical);
}

/* Finds the baseline of the programs that were timed as a whole; it need not be in runs.csv. */
static int complete_programs(struct loaded *loaded, const struct knowledge *version)
{
	struct programs *programs = loaded->programs;
	int error = 0;
	for (size_t i = 0; programs && i < programs->n && !error; i++) {
		const char *mode = programs->rows[i].mode;
		error = complete_mode(&loaded->known, version, mode);
		if (is_yes(known_mode(&loaded->known, mode)->baseline))
			programs->baseline = mode;
	}
	return error;
}

static void add_placement(struct loaded *loaded, const char *name)
{
	size_t n = 0;
	while (loaded->placements[n] && strcmp(loaded->placements[n], name) != 0)
		n++;
	if (n < PLACEMENTS_MAX)
		loaded->placements[n] = name;
}

static int complete_keys(struct loaded *loaded, const struct dataset *dataset)
{
	int error = 0;
	for (size_t i = 0; i < dataset->n_groups && !error; i++)
		error = load_complete_key(loaded, &dataset->groups[i].key);
	for (size_t i = 0; i < dataset->n_gaps && !error; i++)
		error = load_complete_key(loaded, &dataset->gaps[i].key);
	return error;
}

int load_complete(struct loaded *loaded, const struct knowledge *version)
{
	const struct dataset *dataset = loaded->dataset;
	loaded->version = version;
	int error = complete_keys(loaded, dataset);
	if (!error)
		error = complete_keys(loaded, loaded->coverage);
	for (size_t i = 0; i < loaded->known.n_workloads; i++)
		complete_workload(&loaded->known.workloads[i], version);
	if (!error)
		error = complete_programs(loaded, version);
	for (const char *const *name = version->placements; *name; name++)
		add_placement(loaded, *name);
	for (size_t i = 0; i < dataset->n_groups; i++)
		add_placement(loaded, dataset->groups[i].key.placement);
	return error;
}

/* Makes room for what is read; false without memory. */
static bool load_begin(struct loaded *loaded)
{
	loaded->dataset = calloc(1, sizeof *loaded->dataset);
	loaded->coverage = calloc(1, sizeof *loaded->coverage);
	loaded->programs = calloc(1, sizeof *loaded->programs);
	loaded->tables = tables_new();
	return loaded->dataset && loaded->coverage && loaded->programs && loaded->tables;
}

int load_facts(const char *path, const struct knowledge *version, struct loaded *loaded,
	struct complaint *complaint)
{
	*loaded = (struct loaded){ .version = version,
		.directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
	if (loaded->directory < 0 || !load_begin(loaded)) {
		int error = loaded->directory < 0 ? -errno : -ENOMEM;
		complain(complaint, "%s: %s", path, strerror(-error));
		return error;
	}
	read_machine(path, loaded);
	read_known(path, &modes_table, loaded);
	read_known(path, &workloads_table, loaded);
	read_known(path, &filters_table, loaded);
	return 0;
}

int load_runs(const char *path, struct loaded *loaded, struct complaint *complaint)
{
	struct table_error finding = { "" };
	int error = read_runs(loaded, &finding);
	if (error == -EBADMSG)
		complain(complaint, "%s/runs.csv: %s", path, finding.text);
	else if (error == -ENOENT)
		complain(
			complaint, "%s: no runs.csv in it: give the directory of a campaign", path);
	else if (error)
		complain(complaint, "%s/runs.csv: %s", path, strerror(-error));
	if (!error)
		error = whole_program_read(loaded->directory, path, loaded->programs, complaint);
	if (error)
		return error;
	if (loaded->cut_short)
		complain(&loaded->doubts[loaded->n_doubts++],
			"%.300s: the campaign was cut short; its whole rows are read", path);
	read_calls(path, loaded);
	read_counters(path, loaded);
	dataset_sort(loaded->dataset);
	dataset_sort(loaded->coverage);
	error = load_complete(loaded, loaded->version);
	if (error)
		complain(complaint, "%s: %s", path, strerror(-error));
	return error;
}

int load_campaign(const char *path, const struct knowledge *version, struct loaded *loaded,
	struct complaint *complaint)
{
	int error = load_facts(path, version, loaded, complaint);
	return error ? error : load_runs(path, loaded, complaint);
}

void load_free_runs(struct loaded *loaded)
{
	if (loaded->directory >= 0)
		close(loaded->directory);
	loaded->directory = -1;
	if (loaded->dataset)
		dataset_free(loaded->dataset);
	if (loaded->coverage)
		dataset_free(loaded->coverage);
	if (loaded->programs)
		programs_free(loaded->programs);
	free(loaded->dataset);
	free(loaded->coverage);
	free(loaded->calls);
	free(loaded->programs);
	tables_free(loaded->tables);
	loaded->dataset = loaded->coverage = NULL;
	loaded->calls = NULL;
	loaded->programs = NULL;
	loaded->tables = NULL;
}

void load_free(struct loaded *loaded)
{
	load_free_runs(loaded);
	json_decref(loaded->machine);
	known_free(&loaded->known);
}

bool load_clock_is_call(const struct loaded *loaded)
{
	return json_is_false(json_object_get(json_object_get(loaded->machine, "clock"), "in_vdso"));
}

double load_margin(const struct loaded *loaded)
{
	/* a machine that may be virtual gets the wider one */
	return json_is_false(json_object_get(loaded->machine, "virtual")) ? 0.02 : 0.05;
}
