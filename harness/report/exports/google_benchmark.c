/* The JSON of Google's benchmark library: an entry for each run, as its tools/compare.py reads it.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "derive/executed.h"
#include "report/dump.h"
#include "report/export.h"
#include "report/series.h"

/* Returns what the machine tells, and no more. */
static json_t *context_of(const struct loaded *loaded)
{
	json_t *machine = loaded->machine;
	json_t *context = json_pack("{s:O*, s:s, s:O*, s:O*, s:s}", "date",
		json_object_get(machine, "started"), "executable", "tracetax", "num_cpus",
		json_object_get(json_object_get(machine, "topology"), "cpus"), "load_avg",
		json_object_get(machine, "load"), "library_build_type", "release");
	json_object_set_new(context, "caches", json_array());
	return context;
}

static char *name_of(const struct key *key)
{
	char *name = NULL;
	size_t n;
	FILE *out = open_memstream(&name, &n);
	if (!out)
		return NULL;
	series_write(key, ':', out);
	return fclose(out) == 0 ? name : NULL;
}

/* Adds the CPU times: that of the tracee, and as a counter the tracer's. Where the first is not
 * known, as of a program that is replaced, the readers need a number all the same, and the label
 * tells. */
static void put_cpu(json_t *entry, const struct observation *run)
{
	double tracee = (double)run->cpu[TRACEE_CPU];
	json_object_set_new(entry, "cpu_time", json_real(isfinite(tracee) ? tracee : 0));
	json_object_set_new(entry, "tracer_cpu_time", dump_number((double)run->cpu[TRACER_CPU]));
	if (!isfinite(tracee))
		json_object_set_new(entry, "label", json_string("CPU time not measured"));
}

/* Returns the entry of a run. */
static json_t *entry_of(const struct executed *executed, const char *name, size_t i)
{
	const struct group *group = executed->group;
	const struct observation *run = &group->all[i];
	json_t *entry = json_pack("{s:s, s:s, s:s, s:I, s:I, s:i, s:I, s:o, s:s, s:o, s:o, s:I}",
		"name", name, "run_name", name, "run_type", "iteration", "repetitions",
		(json_int_t)group->n, "repetition_index", (json_int_t)i, "threads", 1, "iterations",
		(json_int_t)run->ops, "real_time", dump_number(run->wall), "time_unit", "ns",
		"calls", dump_number(executed->calls), "stops", dump_number(executed->stops),
		"block", (json_int_t)run->block);
	if (entry)
		put_cpu(entry, run);
	return entry;
}

static int add(const struct executed *executed, void *entries)
{
	char *name = name_of(&executed->row->key);
	int error = name ? 0 : -ENOMEM;
	for (size_t i = 0; i < executed->group->n && !error; i++)
		if (json_array_append_new(entries, entry_of(executed, name, i)) < 0)
			error = -ENOMEM;
	free(name);
	return error;
}

static int write(const struct exported *exported, FILE *out)
{
	json_t *entries = json_array();
	int error = executed_each(exported->loaded, exported->named, add, entries);
	json_t *whole = json_pack(
		"{s:o, s:o}", "context", context_of(exported->loaded), "benchmarks", entries);
	return dump_whole(whole, error, out);
}

const struct export export = {
	.name = "google-benchmark",
	.format = "google-benchmark",
	.summary = "its JSON",
	.write = write,
};
