#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/prctl.h>

#include "clone_traced.h"
#include "seccomp_filter.h"

#define LOAD(field)   BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, value)

static int refused(struct page *page, int error)
{
	return page_fail(page, error, "installing a seccomp filter",
		"permit seccomp(2): in a container --security-opt seccomp=unconfined");
}

static bool has(const int *calls, unsigned n, int call)
{
	for (unsigned i = 0; i < n; i++)
		if (calls[i] == call)
			return true;
	return false;
}

/* Has a tracer follow the children whose calls a filter sends to it, whatever flags they are made
 * with; but not where it is the making of them that is to be seen. Returns 0 or -errno. */
static int follow(struct page *page, scmp_filter_ctx filter, bool all, const int *calls, unsigned n)
{
	int error = has(calls, n, SCMP_SYS(clone)) ? 0 : clone_traced_trap(filter);
	if (error || !page->live.looks || has(calls, n, SCMP_SYS(clone3)))
		return error;
	return clone_traced_look(filter, !all);
}

static int install(
	struct page *page, uint32_t otherwise, uint32_t answer, const int *calls, unsigned n)
{
	scmp_filter_ctx filter = seccomp_init(otherwise);
	if (!filter)
		return page_fail(page, ENOMEM, "seccomp_init", NULL);
	/* calls of another architecture are none of these: their numbers are others */
	int error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, otherwise);
	for (unsigned i = 0; i < n && !error; i++)
		error = seccomp_rule_add(filter, answer, calls[i], 0);
	if (!error && (otherwise == SCMP_ACT_TRACE(0) || answer == SCMP_ACT_TRACE(0)))
		error = follow(page, filter, otherwise == SCMP_ACT_TRACE(0), calls, n);
	errno = 0;
	if (!error)
		error = seccomp_load(filter);
	if (error && errno)
		error = -errno; /* the kernel's own, which libseccomp turns into EFAULT */
	seccomp_release(filter);
	return error ? refused(page, -error) : 0;
}

int seccomp_trace_calls(struct page *page, const int *calls, unsigned n)
{
	return install(page, SCMP_ACT_ALLOW, SCMP_ACT_TRACE(0), calls, n);
}

int seccomp_refuse_calls(struct page *page, const int *calls, unsigned n)
{
	return install(page, SCMP_ACT_ALLOW, SCMP_ACT_ERRNO(EPERM), calls, n);
}

int seccomp_trace_all(struct page *page)
{
	return install(page, SCMP_ACT_TRACE(0), 0, NULL, 0);
}

static int install_raw(struct page *page, const struct sock_fprog *program, unsigned times)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return refused(page, errno);
	while (times--)
		if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program) < 0)
			return refused(page, errno);
	return 0;
}

int seccomp_install(struct page *page, const struct sock_fprog *program)
{
	return install_raw(page, program, 1);
}

int seccomp_allow_by_number(struct page *page)
{
	static struct sock_filter filter[] = { LOAD(nr), ANSWER(SECCOMP_RET_ALLOW) };
	static const struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
	return install_raw(page, &program, 1);
}

int seccomp_allow_by_argument(struct page *page, unsigned filters)
{
	static struct sock_filter filter[] = { LOAD(nr), LOAD(args[0]), ANSWER(SECCOMP_RET_ALLOW) };
	static const struct sock_fprog program = { sizeof filter / sizeof *filter, filter };
	return install_raw(page, &program, filters);
}
