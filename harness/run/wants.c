#include <errno.h>
#include <stddef.h>

#include "wants.h"
#include "workload.h"

const char *wants_remedy(int error, bool sized)
{
	switch (error) {
	case EAGAIN:
		return sized ? FEWER_TASKS_REMEDY : TASKS_REMEDY;
	case EMFILE:
		return "raise ulimit -n (RLIMIT_NOFILE), or ask for fewer";
	case ENFILE:
		return "raise fs.file-max, or ask for fewer";
	case ENOMEM:
		return "raise what limits memory (ulimit -v, memory.max of the control group), or ask for less";
	default:
		return NULL;
	}
}
