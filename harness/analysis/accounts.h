/* Who pays for a watched call: the tracee, its tracer, or the wall clock. */
#ifndef TRACETAX_ACCOUNTS_H
#define TRACETAX_ACCOUNTS_H

#include "dataset.h"
#include "estimators.h"

/* The slowdown of a group by five ways of accounting for the same runs. */
struct accounts {
	struct estimate wall;
	struct estimate tracee_user;
	struct estimate both_user; /* tracee and tracer */
	struct estimate tracee_cpu; /* user and system */
	struct estimate both_cpu; /* tracee and tracer */
};
/* Fills the accounts. CPU accounts are ratios of totals with bootstrap intervals: the kernel
 * samples user and system time by ticks, so a single run tells nothing, and few ticks give no
 * interval. Returns 0, -ENOENT without a baseline, or -ENOMEM. */
int accounts_of(
	const struct dataset *dataset, const struct group *group, struct accounts *accounts);

#endif
