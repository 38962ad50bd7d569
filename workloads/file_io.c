#include <sys/syscall.h>

#include "loops/file_loop.h"
#include "workload.h"

const struct workload workload = {
	.name = "file-io",
	.summary = "openat, write, pread, close of a file under TMPDIR",
	.calls_per_op = 4,
	.calls = { SYS_openat, SYS_write, SYS_pread64, SYS_close },
	.selects_per_op = 1,
	.select = { SYS_openat },
	.typical = true,
	.size = 4096,
	.size_max = 1 << 20,
	.setup = file_setup,
	.run = file_run,
};
