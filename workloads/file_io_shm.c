#include <linux/magic.h>
#include <sys/syscall.h>
#include <sys/vfs.h>

#include "loops/file_loop.h"
#include "workload.h"

static int setup(struct page *page)
{
	struct statfs fs;
	if (statfs(page->job.scratch, &fs) < 0 || fs.f_type != TMPFS_MAGIC) {
		page_fail(page, 0, "no tmpfs to write to at /dev/shm",
			"mount one: mount -t tmpfs tmpfs /dev/shm");
		return -1;
	}
	return file_setup(page);
}

const struct workload workload = {
	.name = "file-io-shm",
	.summary = "openat, write, pread, close of a file on the tmpfs at /dev/shm",
	.calls_per_op = 4,
	.calls = { SYS_openat, SYS_write, SYS_pread64, SYS_close },
	.selects_per_op = 1,
	.select = { SYS_openat },
	.size = 4096,
	.size_max = 1 << 20,
	.in_shm = true,
	.setup = setup,
	.run = file_run,
};
