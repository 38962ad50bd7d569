/* Calls by their instruction, in a loop of the program's own: no function of libc is called. */
#include <sys/syscall.h>
#include <unistd.h>

#include "bare_call.h"
#include "unusual.h"

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv);
	return unusual_end(calls, bare_calls(calls, SYS_getpid, getpid()));
}
