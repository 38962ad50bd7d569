/* Who is charged for a watched call: the tracee, its tracer, or the clock on the wall. */
#ifndef TRACETAX_ACCOUNTS_H
#define TRACETAX_ACCOUNTS_H

#include "dataset.h"
#include "estimators.h"

/* The slowdown of a group by five ways of accounting for the same runs. */
struct accounts {
	struct estimate wall;
	struct estimate tracee_user;
	struct estimate both_user; /* of tracee and tracer */
	struct estimate tracee_cpu; /* user and system */
	struct estimate both_cpu; /* of tracee and tracer */
};
/* CPU accounts are ratios of totals with bootstrap intervals: the kernel samples user and system
 * time by ticks, so a single run has no use, and few ticks have no interval. 0, -ENOENT without a
 * baseline, or -ENOMEM. */
int accounts_of(
	const struct dataset *dataset, const struct group *group, struct accounts *accounts);

#endif
