#include <string.h>

#include "workload.h"

uint64_t workload_times(const struct workload *workload, uint64_t size)
{
	return workload->every_task ? size : 1;
}

const struct workload *workload_find(const char *name)
{
	for (const struct workload *const *w = workloads; *w; w++)
		if (strcmp((*w)->name, name) == 0)
			return *w;
	return NULL;
}
