/* Operations of an io_uring: one call for all of them, which is made without them too. */
#include "uring.h"

int main(int argc, char **argv)
{
	static struct uring uring;
	unsigned calls = uring_calls(argc, argv);
	uring_open(&uring, 0);
	uring_submit(&uring, calls);
	long taken = syscall(
		SYS_io_uring_enter, uring.fd, calls, calls, IORING_ENTER_GETEVENTS, NULL, 0);
	return unusual_end(calls, taken == calls ? uring_right(&uring, calls) : 0);
}
