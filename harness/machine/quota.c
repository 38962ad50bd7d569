#include <limits.h>
#include <math.h>
#include <stdio.h>

#include "base/cgroup.h"
#include "parts.h"
#include "text.h"

/* Returns the quota of a group in CPUs; INFINITY if it has none. */
static double quota_of(const char *directory)
{
	char path[PATH_MAX], text[64];
	double quota = 0, period = 0;
	snprintf(path, sizeof path, "%s/cpu.max", directory);
	if (machine_read(path, text, sizeof text) > 0)
		return sscanf(text, "%lf %lf", &quota, &period) == 2 ? quota / period : INFINITY;
	snprintf(path, sizeof path, "%s/cpu.cfs_quota_us", directory);
	if (machine_read(path, text, sizeof text) <= 0 || sscanf(text, "%lf", &quota) != 1)
		return INFINITY;
	snprintf(path, sizeof path, "%s/cpu.cfs_period_us", directory);
	if (machine_read(path, text, sizeof text) <= 0 || sscanf(text, "%lf", &period) != 1)
		return INFINITY;
	return quota > 0 && period > 0 ? quota / period : INFINITY;
}

static void keep_least(const char *directory, void *context)
{
	double *least = context;
	*least = fmin(*least, quota_of(directory));
}

json_t *machine_cpu_quota(void)
{
	double least = INFINITY;
	enum cgroup_sight sight = cgroup_each(keep_least, &least);
	if (!isinf(least))
		return json_real(least);
	return sight == CGROUP_SEEN ? json_false() : json_null();
}
