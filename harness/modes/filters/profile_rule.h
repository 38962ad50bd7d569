/* One rule of a profile, as libseccomp takes it. */
#ifndef TRACETAX_PROFILE_RULE_H
#define TRACETAX_PROFILE_RULE_H

#include <jansson.h>
#include <seccomp.h>

#include "base/complaint.h"

/* A filter that is being built. */
struct build {
	scmp_filter_ctx context;
	uint32_t otherwise; /* the answer to calls without a rule */
	unsigned names, unknown; /* of calls: all, and those that libseccomp does not know */
};

/* Adds a member of "syscalls". Returns 0, or -EINVAL with the complaint. */
int rule_add(struct build *build, const json_t *rule, struct complaint *complaint);

#endif
