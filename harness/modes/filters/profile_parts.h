/* Parts of a profile, as its rules and its head have them. Each function returns 0, or -EINVAL with
 * the complaint. */
#ifndef TRACETAX_PROFILE_PARTS_H
#define TRACETAX_PROFILE_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/complaint.h"

/* Finds a member of an object; NULL if there is none, or null. */
int part_find(const json_t *object, const char *name, json_type type, json_t **found,
	struct complaint *complaint);
/* Reads a whole number from 0 to `most`, or leaves what is in `value` if there is none. */
int part_number(const json_t *object, const char *name, uint64_t most, uint64_t *value,
	struct complaint *complaint);
/* Reads an action, such as "SCMP_ACT_ERRNO", with its errno, which is EPERM if none is given. */
int part_action(const json_t *object, const char *name, const char *errno_name, uint32_t *action,
	struct complaint *complaint);
/* Reads whether a rule holds here: by its `includes` and `excludes`. */
int part_applies(const json_t *rule, bool *applies, struct complaint *complaint);

#endif
