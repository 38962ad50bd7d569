/* hazard_text: execs itself without what is preloaded, and makes a call from where the text of the
 * first one's libc was, at an address where that had none. Chance may lay the text of a program
 * there; what the first one has left behind is not to end it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PAGE = 4096, OTHER_MACHINE = 77 };

#ifdef __x86_64__
static const unsigned char CALL[] = { 0x0f, 0x05, 0xc3 }; /* syscall; ret */

static int call_from(uintptr_t address)
{
	unsigned char *text = mmap((void *)(address - address % PAGE), 2L * PAGE,
		PROT_READ | PROT_WRITE | PROT_EXEC,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	long result = SYS_getpid;
	if (text == MAP_FAILED)
		return 0; /* something is there already */
	memcpy(text + address % PAGE, CALL, sizeof CALL);
	__asm__ volatile("call *%1" : "+a"(result) : "r"(address) : "rcx", "r11", "memory");
	return result != getpid();
}
#else
static int call_from(uintptr_t address)
{
	(void)address;
	return OTHER_MACHINE;
}
#endif

int main(int argc, char **argv)
{
	char address[32];
	if (argc > 1)
		return call_from(strtoul(argv[1], NULL, 0));
	snprintf(address, sizeof address, "%#lx", (unsigned long)(uintptr_t)getpid);
	unsetenv("LD_PRELOAD");
	execl("/proc/self/exe", argv[0], address, (char *)NULL);
	return 1;
}
