/* hazard_int80 N: getpid N times by int $0x80, whose numbers are those of i386. Without N: tries
 * one in a child, and ends with 77, and a line that says so, where there is no such thing. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
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
#else
static int getpid_i386(void)
{
	return -1;
}
#endif

/* A kernel without IA32 emulation ends the child, and so may a filter around us. */
static int try_one(void)
{
	int status = -1;
	pid_t child = fork();
	if (child == 0) {
		setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
		_exit(getpid_i386() != getpid());
	}
	waitpid(child, &status, 0);
	if (status == 0)
		return 0;
	fputs("there is no int 0x80 here\n", stderr);
	return 77;
}

int main(int argc, char **argv)
{
	if (argc < 2)
		return try_one();
	for (long n = atol(argv[1]); n > 0; n--)
		if (getpid_i386() != getpid())
			return 1;
	return 0;
}
