#include <string.h>

#include "workload.h"

const struct unit_of_size size_units[] = {
	[SIZE_BYTES] = { "bytes", 1 },
	[SIZE_TASKS] = { "tasks", 1 },
	[SIZE_NS] = { "ns", 0 },
	[SIZE_PIECES] = { "pieces", 1 },
};

const struct workload *workload_find(const char *name)
{
	for (const struct workload *const *w = workloads; *w; w++)
		if (strcmp((*w)->name, name) == 0)
			return *w;
	return NULL;
}

bool workload_is_command(const char *name)
{
	static const char prefix[] = "command:";
	size_t n = strlen(prefix), length = strlen(name);
	return strncmp(name, prefix, n) == 0 && length > n && length < WORKLOAD_NAME_SIZE &&
	       strspn(name + n, "abcdefghijklmnopqrstuvwxyz0123456789-") == length - n;
}

struct traits workload_traits(const struct workload *workload)
{
	return (struct traits){
		.memory = workload->memory,
		.demands = workload->demands,
		.answer_ignored = workload->answer_ignored,
		.calls = workload->calls,
		.n_calls = workload->calls_of_libc ? 0 : workload->calls_per_op,
		.foreign = workload->command,
		.behind = workload->command,
	};
}
