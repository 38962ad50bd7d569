/* A container's profile: the JSON of Docker, Podman and OCI. */
#ifndef TRACETAX_PROFILE_H
#define TRACETAX_PROFILE_H

#include <stddef.h>

#include "filter.h"

/* Builds the program of a profile for this architecture, by libseccomp, as runc does: what concerns
 * other architectures or a newer kernel is left out, and so is what takes a capability that Docker
 * does not give by default. Returns 0, or -EINVAL with the complaint. */
int profile_build(
	const char *text, size_t size, struct filter *filter, struct complaint *complaint);

#endif
