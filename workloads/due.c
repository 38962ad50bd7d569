#include "due.h"

/* Returns how often the window did what the workload declares for one operation. */
static uint64_t operations(
	const struct workload *workload, uint64_t size, const struct window *window)
{
	return window->ops * (workload->every_task ? size : 1);
}

static uint64_t calls_per_round(const struct workload *workload, uint64_t size)
{
	uint64_t tasks = workload->size_unit == SIZE_TASKS ? size : 1;
	return workload->calls_per_round + tasks * workload->calls_per_task;
}

struct due due_in(const struct workload *workload, uint64_t size, unsigned calls_per_op,
	const struct window *window)
{
	if (workload->memory)
		return (struct due){ .calls = window->ops };
	uint64_t ops = operations(workload, size, window), rounds = window->rounds;
	struct due due = {
		.calls = ops * calls_per_op + rounds * calls_per_round(workload, size),
		.ends = ops * workload->ends_per_op,
		.selected = ops * workload->selects_per_op + rounds * workload->selects_per_round,
	};
	for (int i = 0; i < EVENTS; i++)
		due.events[i] = ops * workload->events_per_op[i];
	return due;
}

uint64_t due_stops(const struct due *due, double stops_per_call, bool selective)
{
	if (selective)
		return (uint64_t)(stops_per_call * (double)due->selected);
	uint64_t exits_missing = stops_per_call > 1 ? due->ends : 0;
	return (uint64_t)(stops_per_call * (double)due->calls) - exits_missing;
}

unsigned due_calls_counted(
	const struct workload *workload, const struct window *all, const struct window *part)
{
	uint64_t sides = all->stops + all->ops * workload->ends_per_op;
	bool agree = all->stops * part->ops == part->stops * all->ops;
	return agree && sides % (2 * all->ops) == 0 ? (unsigned)(sides / (2 * all->ops)) : 0;
}
