/* Some counters open, run and never count: a hypervisor may have no PMU to give. */
#include <linux/perf_event.h>
#include <string.h>

#include "counter.h"

/* Tells whether every task advances it, by the kernel's generic names: only the CPU knows what a
 * raw code means. */
static bool advances_always(uint64_t hardware)
{
	switch (hardware) {
	case PERF_COUNT_HW_CPU_CYCLES:
	case PERF_COUNT_HW_INSTRUCTIONS:
	case PERF_COUNT_HW_BRANCH_INSTRUCTIONS:
	case PERF_COUNT_HW_BUS_CYCLES:
	case PERF_COUNT_HW_REF_CPU_CYCLES:
		return true;
	default:
		return false;
	}
}

/* Tells whether a counter missed what must have happened: a task may be woken and sleep again
 * without leaving the kernel, but never without entering it. */
bool counter_is_dead(const struct event_attr *event, const uint64_t total[COUNTER_FIGURES])
{
	struct perf_event_attr attr;
	memcpy(&attr, event, sizeof attr);
	return attr.type == PERF_TYPE_HARDWARE && advances_always(attr.config) &&
	       !attr.exclude_kernel && !attr.exclude_host && total[COUNTER_VALUE] == 0 &&
	       total[COUNTER_RUNNING] > 0;
}
