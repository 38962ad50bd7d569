#include <errno.h>

#include "notify.h"

const char *notify_remedy(int error)
{
	switch (error) {
	case EBUSY:
		return "measure outside of the supervisor that this process has already: LXD, WSL, a sandbox, another tracer";
	case EINVAL:
	case ENOSYS:
		return "run Linux " NOTIFY_SINCE " or later, and permit seccomp(2) in a container";
	default:
		return NOTIFY_PERMIT;
	}
}
