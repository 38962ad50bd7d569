/* Code that is made at run time: the page may be written and executed, and is written again before
 * each call. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "unusual.h"

#ifndef __x86_64__
#error "its code is that of x86-64"
#endif

/* mov $39, %eax (getpid); syscall; ret */
static const unsigned char code[] = { 0xb8, 39, 0, 0, 0, 0x0f, 0x05, 0xc3 };

int main(int argc, char **argv)
{
	long calls = unusual_calls(argc, argv), right = 0, due = getpid();
	void *page = mmap(
		NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED)
		unusual_cannot("a page that may be written and executed");
	for (long i = 0; i < calls; i++) {
		long (*made)(void);
		memcpy(page, code, sizeof code);
		memcpy(&made, &page, sizeof made);
		right += made() == due;
	}
	return unusual_end(calls, right);
}
