/* Calls of the vsyscall page, which the kernel answers in its handler of page faults. */
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "unusual.h"

#ifndef __x86_64__
#error "for x86-64"
#endif

static const unsigned long time_at = 0xffffffffff600400;

/* The kernel was started without the page. */
static void cannot(int number)
{
	(void)number;
	_exit(CANNOT);
}

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv), right = 0;
	time_t (*time_there)(time_t *);
	memcpy(&time_there, &time_at, sizeof time_there);
	signal(SIGSEGV, cannot);
	time_t first = time(NULL);
	for (long i = 0; i < calls; i++)
		right += time_there(NULL) >= first;
	return unusual_end(calls, right);
}
