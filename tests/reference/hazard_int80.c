/* hazard_int80 N: getpid N times by int $0x80, whose numbers are those of i386. 77 where there is
 * no such thing. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#ifdef __x86_64__
enum { I386_GETPID = 20 };

static int getpid_i386(void)
{
	int result;
	__asm__ volatile("int $0x80"
			 : "=a"(result)
			 : "a"(I386_GETPID)
			 : "memory", "r8", "r9", "r10", "r11");
	return result;
}

static void skip(int signal)
{
	(void)signal; /* a kernel without IA32 emulation */
	_exit(77);
}

int main(int argc, char **argv)
{
	signal(SIGSEGV, skip);
	for (long n = argc == 2 ? atol(argv[1]) : 0; n > 0; n--)
		if (getpid_i386() != getpid())
			return 1;
	return 0;
}
#else
int main(void)
{
	return 77;
}
#endif
