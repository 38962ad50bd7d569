/* The call of 32-bit programs, int 0x80, in one of 64 bits. */
#include <unistd.h>

#include "unusual.h"

#ifndef __x86_64__
#error "for x86-64"
#endif

enum { GETPID_OF_32 = 20 };

static int getpid_of_32(void)
{
	long answer;
	__asm__ volatile("int $0x80"
			 : "=a"(answer)
			 : "a"(GETPID_OF_32)
			 : "r8", "r9", "r10", "r11", "memory");
	return (int)answer;
}

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv), right = 0;
	int due = getpid();
	for (long i = 0; i < calls; i++)
		right += getpid_of_32() == due;
	return unusual_end(calls, right);
}
