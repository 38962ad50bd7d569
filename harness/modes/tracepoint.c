/* A bare count: nothing reads the calls, so this is the least that an observer of the kernel's own
 * tracepoint costs. The counter belongs to the tracee; its threads and children inherit it. */
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "mode.h"

/* Returns the kernel's number of raw_syscalls:sys_enter, from the first tracefs that is there, or
 * -errno. */
static long tracepoint_id(void)
{
	static const char *const files[] = {
		"/sys/kernel/tracing/events/raw_syscalls/sys_enter/id",
		"/sys/kernel/debug/tracing/events/raw_syscalls/sys_enter/id",
	};
	int fd = -1;
	for (size_t i = 0; i < sizeof files / sizeof *files && fd < 0; i++) {
		fd = open(files[i], O_RDONLY | O_CLOEXEC);
		if (fd < 0 && errno != ENOENT)
			return -errno;
	}
	if (fd < 0)
		return -ENOENT;
	char text[24] = "";
	ssize_t n = read(fd, text, sizeof text - 1);
	long id = n < 0 ? -errno : atol(text);
	close(fd);
	return id;
}

static int arm(const struct run *run)
{
	long id = tracepoint_id();
	if (id < 0)
		return page_fail(run->page, (int)-id, "the number of raw_syscalls:sys_enter",
			"run as root, with tracefs: mount -t tracefs tracefs /sys/kernel/tracing");
	struct perf_event_attr attr = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof attr,
		.config = (uint64_t)id,
		.inherit = 1,
	};
	long fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0UL);
	if (fd < 0)
		return page_fail(run->page, errno, "counting raw_syscalls:sys_enter",
			"permit perf_event_open(2): kernel.perf_event_paranoid=1, or CAP_PERFMON");
	run->page->live.stops_fd = (int32_t)fd;
	return 0;
}

const struct mode mode = {
	.name = "tracepoint",
	.summary = "a perf counter on raw_syscalls:sys_enter: a bare count",
	.since = "2.6.33",
	.changes = "no",
	.reads = "no",
	.needs = "tracefs, and perf_event_paranoid 1 or CAP_PERFMON",
	.stops_per_call = 1,
	.stops_source = STOPS_IN_COUNTER,
	.arm = arm,
};
