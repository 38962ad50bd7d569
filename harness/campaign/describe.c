#include <math.h>
#include <stdio.h>
#include <string.h>

#include "describe.h"
#include "due.h"
#include "modes/call_name.h"
#include "modes/filters/passage.h"
#include "page/arena.h"
#include "page/coverage.h"
#include "records/known.h"

#define PUT(field, text)      snprintf(field, sizeof field, "%s", (text) ? (text) : "")
#define PUT_YES(field, holds) snprintf(field, sizeof field, "%s", (holds) ? "yes" : "no")

void describe_mode(const struct mode *mode, struct mode_row *row)
{
	const struct mode *family = mode_family(mode->name);
	row_clear(&modes_table, row);
	PUT(row->mode, mode->name);
	PUT(row->summary,
		mode->wrapper ? NULL : mode->summary); /* its command is in machine.json */
	PUT(row->since, mode->since);
	if (family) {
		PUT(row->family, family->name);
		row->n = mode->n;
	}
	row->stops_per_call = mode->uncounted ? (double)NAN : mode->stops_per_call;
	PUT(row->at_least, mode->superset_of);
	PUT(row->changes, mode->changes);
	PUT(row->reads, mode->reads);
	PUT(row->needs, mode->needs);
	coverage_words(mode->misses, row->loses, sizeof row->loses);
	PUT_YES(row->baseline, mode->baseline);
	PUT_YES(row->answers, mode->answers);
	PUT_YES(row->piecewise, mode->pieces);
	PUT_YES(row->one_tracer, mode->supervise && mode->stops_per_call > 0 && !mode->tracer_each);
	PUT_YES(row->reference, mode->reference_only);
}

static void describe_memory(const struct layout *layout, uint64_t size, struct workload_row *row)
{
	static const char *const backings[] = {
		[BACKED_PRIVATE] = "private",
		[BACKED_SHARED] = "shared",
		[BACKED_HUGE] = "huge",
		[BACKED_FILE] = "file",
		[BACKED_BY_NOTHING] = "nothing",
	};
	struct extent extent = layout_extent(layout, size);
	PUT(row->access, layout->access == MEMORY_READ ? "read" : "write");
	PUT(row->backing, backings[layout->backing]);
	PUT_YES(row->cold, layout->cold);
	PUT_YES(row->text, layout->text);
	row->piece_bytes = layout->piece ? (int64_t)layout->piece : ABSENT;
	row->bytes = (int64_t)extent.bytes;
	row->pages = (int64_t)extent.pages;
	row->pieces = (int64_t)extent.pieces;
}

void describe_workload(const struct workload *workload, uint64_t size, struct workload_row *row)
{
	const struct window once = { .ops = 1 };
	bool tasks = workload->size_max && workload->size_unit == SIZE_TASKS;
	row_clear(&workloads_table, row);
	PUT(row->workload, workload->name);
	PUT(row->summary,
		workload->command ? NULL : workload->summary); /* its text is in machine.json */
	if (workload->size_max) {
		row->size = (int64_t)size;
		PUT(row->unit, size_units[workload->size_unit].name);
	}
	if (!workload->calls_of_libc)
		row->calls_per_op =
			(int64_t)due_in(workload, size, workload->calls_per_op, &once).calls;
	PUT_YES(row->one_pool, tasks && !workload->every_task);
	PUT_YES(row->typical, workload->typical);
	if (workload->memory)
		describe_memory(workload->memory, size, row);
}

static void describe_passage(
	const struct mode *mode, const struct workload *workload, int call, struct filter_row *row)
{
	const struct sock_fprog *program = &mode->filter->program;
	struct passage passage = passage_of_call(program, call);
	row_clear(&filters_table, row);
	PUT(row->mode, mode->name);
	PUT(row->workload, workload->name);
	call_name(call, row->call, sizeof row->call);
	passage_words(&passage, row->answer, sizeof row->answer);
	row->instructions = program->len;
	row->executed = passage.least;
	row->executed_most = passage.most;
	PUT_YES(row->constant, passage.constant);
}

static int add_passage(
	struct known *known, const struct mode *mode, const struct workload *workload, int call)
{
	struct filter_row row;
	describe_passage(mode, workload, call, &row);
	return known_add_filter(known, &row);
}

static bool is_among(int call, const int *calls, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (calls[i] == call)
			return true;
	return false;
}

/* Adds what a filter does with each call that the workload is known to make. */
static int add_declared(
	struct known *known, const struct mode *mode, const struct workload *workload)
{
	struct traits program = workload_traits(workload);
	int error = 0;
	for (unsigned i = 0; i < program.n_calls && !error; i++)
		if (!is_among(program.calls[i], program.calls, i))
			error = add_passage(known, mode, workload, program.calls[i]);
	return error;
}

/* Adds what it does with each call that was counted, except those of another architecture: which
 * they are is not known. */
static int add_counted(struct known *known, const struct mode *mode,
	const struct workload *workload, const struct call_row *calls, size_t n)
{
	int error = 0;
	for (size_t i = 0; i < n && !error; i++) {
		int call = call_number(calls[i].call);
		if (call >= 0 && strcmp(calls[i].workload, workload->name) == 0)
			error = add_passage(known, mode, workload, call);
	}
	return error;
}

static int add_filters(
	struct known *known, const struct cell *cell, const struct call_row *calls, size_t n)
{
	const struct workload *workload = cell->workload;
	int error = 0;
	for (size_t i = 0; i < cell->n_modes && !error; i++) {
		const struct mode *mode = cell->modes[i];
		if (!mode->filter || known_has_filter(known, mode->name, workload->name))
			continue;
		error = workload->command ? add_counted(known, mode, workload, calls, n)
					  : add_declared(known, mode, workload);
	}
	return error;
}

static int add_cell(struct known *known, const struct cell *cell)
{
	struct workload_row workload;
	struct mode_row mode;
	describe_workload(cell->workload, cell->size, &workload);
	describe_mode(cell->baseline, &mode);
	int error = known_add_workload(known, &workload);
	if (!error)
		error = known_add_mode(known, &mode);
	for (size_t i = 0; i < cell->n_modes && !error; i++) {
		describe_mode(cell->modes[i], &mode);
		error = known_add_mode(known, &mode);
	}
	return error;
}

int describe_plan(const struct plan *plan, int directory)
{
	struct known known = { 0 };
	int error = 0;
	for (size_t c = 0; c < plan->n_cells && !error; c++)
		error = add_cell(&known, &plan->cells[c]);
	if (!error)
		error = known_write(&known, directory);
	known_free(&known);
	return error;
}

int describe_filters(const struct plan *plan, const struct call_row *calls, size_t n, int directory)
{
	struct known known = { 0 };
	int error = 0;
	for (size_t c = 0; c < plan->n_cells && !error; c++)
		error = add_filters(&known, &plan->cells[c], calls, n);
	if (!error && known.n_filters)
		error = table_write(&filters_table, directory, known.filters, known.n_filters);
	known_free(&known);
	return error;
}
