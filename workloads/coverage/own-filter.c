/* Calls that a filter of the program's own refuses. */
#include <errno.h>

#include "bare_call.h"
#include "filter.h"

enum { REFUSED = EXDEV };

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv);
	if (filter_install(SECCOMP_RET_ERRNO | REFUSED, 0) < 0)
		unusual_cannot("a filter");
	return unusual_end(calls, bare_calls(calls, SYS_getppid, -REFUSED));
}
