/* What this version knows of its modes and workloads, as the rows that travel with a campaign. */
#ifndef TRACETAX_DESCRIBE_H
#define TRACETAX_DESCRIBE_H

#include "modes/mode.h"
#include "plan/plan.h"
#include "records/rows.h"
#include "workload.h"

void describe_mode(const struct mode *mode, struct mode_row *row);
/* Describes it at a size, 0 where it takes none. */
void describe_workload(const struct workload *workload, uint64_t size, struct workload_row *row);

/* Writes modes.csv and workloads.csv: all that a plan names. Returns 0 or -errno. */
int describe_plan(const struct plan *plan, int directory);
/* Writes filters.csv, if the plan has filters and calls are known: those that workloads declare,
 * and those that were counted of commands. Returns the same. */
int describe_filters(
	const struct plan *plan, const struct call_row *calls, size_t n, int directory);

#endif
