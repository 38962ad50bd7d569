/* An observer in the kernel: libbpf loads the program of bpf_tracepoint.bpf.c. It is on a raw
 * tracepoint and has a plain map, so it needs no BTF of the kernel. */
#include "mode.h"

#ifdef TRACETAX_BPF_LACKS

static int arm(const struct run *run)
{
	return page_fail(run->page, 0, "tracetax was built without " TRACETAX_BPF_LACKS,
		"install it and build again: sh scripts/setup.sh && make");
}

#else

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loops/bpf_watched.h"

static const unsigned char object[] = {
#include "bpf_tracepoint.bpf.inc"
};

/* Tells the program which process to count: by its id and the pid namespace, as a container has ids
 * of its own. */
static int watch_this_process(int map)
{
	struct stat namespace;
	if (stat("/proc/self/ns/pid", &namespace) < 0)
		return -errno;
	const struct watched of = {
		.device = namespace.st_dev,
		.inode = namespace.st_ino,
		.process = (__u64)getpid(),
	};
	return bpf_map_update_elem(map, &(__u32){ 0 }, &of, BPF_ANY) < 0 ? -errno : 0;
}

/* Attaches the program. The descriptors of map and link must outlive the exec: when the link's last
 * one is closed, the program is detached. */
static int attach(const struct bpf_object *loaded, int32_t *map)
{
	*map = bpf_map__fd(bpf_object__find_map_by_name(loaded, "watched"));
	int error = watch_this_process(*map);
	if (error)
		return error;
	struct bpf_link *link =
		bpf_program__attach(bpf_object__find_program_by_name(loaded, "count"));
	error = (int)libbpf_get_error(link);
	if (!error && (fcntl(*map, F_SETFD, 0) < 0 || fcntl(bpf_link__fd(link), F_SETFD, 0) < 0))
		error = -errno;
	return error;
}

static int arm(const struct run *run)
{
	libbpf_set_print(NULL);
	struct bpf_object *loaded = bpf_object__open_mem(object, sizeof object, NULL);
	int error = (int)libbpf_get_error(loaded);
	if (!error)
		error = bpf_object__load(loaded);
	if (!error)
		error = attach(loaded, &run->page->live.stops_fd);
	return error ? page_fail(run->page, -error, "a BPF program on sys_enter",
			       "run as root, or with CAP_BPF and CAP_PERFMON, on Linux 5.7 or later; permit bpf(2)")
		     : 0;
}

#endif

const struct mode mode = {
	.name = "bpf-tracepoint",
	.summary = "a BPF program on raw_syscalls:sys_enter, which counts",
	.since = "5.7",
	.changes = "no",
	.reads = "yes",
	.needs = "CAP_BPF and CAP_PERFMON",
	.misses = COVER_FORK,
	.stops_per_call = 1,
	.stops_source = STOPS_IN_MAP,
	.arm = arm,
};
