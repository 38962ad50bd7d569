#include <errno.h>
#include <seccomp.h>

#include "seccomp_filter.h"

static int install(struct page *page, uint32_t otherwise, const int *calls, unsigned n)
{
	scmp_filter_ctx filter = seccomp_init(otherwise);
	if (!filter)
		return page_fail(page, ENOMEM, "seccomp_init", NULL);
	/* A call of another architecture is let through: it has other numbers. */
	int error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW);
	for (unsigned i = 0; i < n && !error; i++)
		error = seccomp_rule_add(filter, SCMP_ACT_TRACE(0), calls[i], 0);
	errno = 0;
	if (!error)
		error = seccomp_load(filter);
	if (error && errno)
		error = -errno; /* the kernel's own: libseccomp sums it up as EFAULT */
	seccomp_release(filter);
	return error ? page_fail(page, -error, "installing a seccomp filter",
			       "permit seccomp(2): in a container --security-opt "
			       "seccomp=unconfined")
		     : 0;
}

int seccomp_trace_calls(struct page *page, const int *calls, unsigned n)
{
	return install(page, SCMP_ACT_ALLOW, calls, n);
}

int seccomp_trace_all(struct page *page)
{
	return install(page, SCMP_ACT_TRACE(0), NULL, 0);
}
