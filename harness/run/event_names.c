#include <dlfcn.h>
#include <errno.h>
#include <perfmon/pfmlib_perf_event.h>

#include "event_names.h"

#define FUNCTIONS(X)                                                                               \
	X(pfm_initialize)                                                                          \
	X(pfm_get_pmu_info) X(pfm_get_os_event_encoding) X(pfm_get_event_next) X(pfm_get_event_info)

#define POINTER(name) __typeof__(name) *name;
static struct {
	FUNCTIONS(POINTER)
} libpfm;

static bool load(void)
{
	void *library = dlopen("libpfm.so.4", RTLD_NOW);
	if (!library)
		return false;
#define FIND(name) *(void **)&libpfm.name = dlsym(library, #name);
	FUNCTIONS(FIND)
#define FOUND(name) &&libpfm.name
	return true FUNCTIONS(FOUND);
}

static bool initialize(void)
{
	pfm_pmu_info_t info = { .size = sizeof info };
	return load() && libpfm.pfm_initialize() == PFM_SUCCESS &&
	       libpfm.pfm_get_pmu_info(PFM_PMU_PERF_EVENT, &info) == PFM_SUCCESS && info.is_present;
}

/* Loads the library at the first question: its tables of all CPUs take a third of the time to
 * start, and every fork would copy them. */
bool event_names_known(void)
{
	static enum { NOT_TRIED, KNOWN, UNKNOWN } names;
	if (names == NOT_TRIED)
		names = initialize() ? KNOWN : UNKNOWN;
	return names == KNOWN;
}

int event_names_find(const char *name, struct perf_event_attr *attr)
{
	if (!event_names_known())
		return -ENOSYS;
	*attr = (struct perf_event_attr){ .size = sizeof *attr };
	pfm_perf_encode_arg_t arg = { .attr = attr, .size = sizeof arg };
	pfm_err_t known = libpfm.pfm_get_os_event_encoding(
		name, PFM_PLM0 | PFM_PLM3, PFM_OS_PERF_EVENT, &arg);
	return known == PFM_SUCCESS ? 0 : -ENOENT;
}

static void each_of_pmu(pfm_pmu_t pmu, void (*each)(const char *, void *), void *context)
{
	pfm_pmu_info_t info = { .size = sizeof info };
	if (libpfm.pfm_get_pmu_info(pmu, &info) != PFM_SUCCESS || !info.is_present)
		return;
	for (int i = info.first_event; i != -1; i = libpfm.pfm_get_event_next(i)) {
		pfm_event_info_t event = { .size = sizeof event };
		if (libpfm.pfm_get_event_info(i, PFM_OS_PERF_EVENT, &event) != PFM_SUCCESS)
			continue;
		each(event.name, context);
	}
}

void event_names_each(void (*each)(const char *, void *), void *context)
{
	for (int pmu = PFM_PMU_NONE; event_names_known() && pmu < PFM_PMU_MAX; pmu++)
		each_of_pmu((pfm_pmu_t)pmu, each, context);
}
