/* Operations of an io_uring for which the kernel has a thread that looks for them: the one call,
 * which wakes the thread, is made without them too. */
#include "uring.h"

int main(int argc, char **argv)
{
	static struct uring uring;
	unsigned calls = uring_calls(argc, argv);
	uring_open(&uring, IORING_SETUP_SQPOLL);
	uring_submit(&uring, calls);
	uring_await(&uring, calls);
	return unusual_end(calls, uring_right(&uring, calls));
}
