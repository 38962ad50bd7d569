#include <sys/syscall.h>

#include "filtered.h"
#include "judge.h"
#include "modes/filters/passage.h"

bool filtered_lacks(const struct filter *filter, struct result *result)
{
	static const int needed[] = { SYS_execve, SYS_openat, SYS_read, SYS_pread64, SYS_mmap,
		SYS_mprotect, SYS_close, SYS_clock_gettime, SYS_getrusage, SYS_exit_group };
	char words[96];
	if (!filter || !passage_refuses(&filter->program, needed, sizeof needed / sizeof *needed,
			       false, words, sizeof words))
		return false;
	judge_fail(result, RUN_REFUSED,
		"%s, which tracetax-driver needs, on which each mode is tried: let it pass", words);
	return true;
}
