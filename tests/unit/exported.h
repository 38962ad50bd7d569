/* Campaigns of a command, made up and exported, and what reads an export. */
#ifndef TRACETAX_UNIT_EXPORTED_H
#define TRACETAX_UNIT_EXPORTED_H

#include <check.h>
#include <jansson.h>
#include <stdio.h>

#include "commands/parts/this_version.h"
#include "derive/tables.h"
#include "loaded.h"
#include "report/export.h"

enum { BLOCKS = 8 };

static char text[1 << 16];

/* Returns a run of 10 executions, of 500 calls in all. */
static inline struct run_row run_of_command(
	const char *placement, const char *mode, const char *role, int block, int64_t wall_ns)
{
	struct run_row row = run_of(mode, role, block, wall_ns);
	strcpy(row.workload, "command:hello");
	strcpy(row.placement, placement);
	row.size = ABSENT;
	row.calls = 500;
	row.stops = strcmp(mode, "untraced") == 0 ? 0 : 1000;
	row.tracee_user_ns = 10000000;
	row.tracee_system_ns = 30000000;
	row.tracer_user_ns = 1000000;
	row.tracer_system_ns = 2000000;
	return row;
}

/* Adds blocks whose executions take 5 ms, and a little more in each; watched, three times as long.
 */
static inline void add_campaign(const char *placement)
{
	for (int block = 1; block <= BLOCKS; block++) {
		int64_t wall_ns = 50000000 + 10 * block;
		add(run_of_command(placement, "untraced", "baseline-a", block, wall_ns));
		add(run_of_command(placement, "untraced", "baseline-b", block, wall_ns));
		add(run_of_command(placement, "traced", "treatment", block, 3 * wall_ns));
	}
}

static inline void set_up(void)
{
	begin_loaded();
	loaded.machine = json_pack("{s:{s:s}}", "commands", "hello", "echo \"hello\", you|all");
}

static inline void tear_down(void)
{
	json_decref(loaded.machine);
	end_loaded();
}

static inline void complete(void)
{
	dataset_sort(&dataset);
	ck_assert_int_eq(load_complete(&loaded, &this_version), 0);
}

static inline int place_of(const char *name)
{
	int i = 0;
	while (exports[i] && strcmp(exports[i]->name, name) != 0)
		i++;
	ck_assert_ptr_nonnull(exports[i]);
	return i;
}

static inline const char *written(const struct exported *exported, const char *name)
{
	memset(text, 0, sizeof text);
	FILE *out = fmemopen(text, sizeof text, "w");
	ck_assert_int_eq(exports[place_of(name)]->write(exported, out), 0);
	fclose(out);
	return text;
}

static inline double real(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	ck_assert_msg(json_is_number(value), "%s is no number: %s", key, text);
	return json_number_value(value);
}

static inline const char *string(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));
	ck_assert_msg(value != NULL, "%s is no text: %s", key, text);
	return value;
}

#endif
