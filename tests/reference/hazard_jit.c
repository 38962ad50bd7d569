/* hazard_jit N: code written at run time, N times over, in a page of each kind that a compiler
 * uses. Ends with status 0, or names on standard output what was not as the kernel alone would have
 * it. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __x86_64__

enum { PAGE = 4096, ALL = PROT_READ | PROT_WRITE | PROT_EXEC };

static const unsigned char code[] = { 0xb8, 39, 0, 0, 0, 0x0f, 0x05, 0xc3 }; /* getpid, ret */

static int failures, times;

static void check(bool holds, const char *what)
{
	if (!holds) {
		printf("%s\n", what);
		failures = 1;
	}
}

static void run(const unsigned char *page, const char *what)
{
	int (*call)(void);
	*(const void **)&call = page;
	check(call() == getpid() && call() == getpid(), what);
}

static unsigned char *map(int rights, int flags, int fd)
{
	void *page = mmap(NULL, PAGE, rights, flags, fd, 0);
	if (page == MAP_FAILED)
		exit(99);
	return page;
}

static void all_rights(void)
{
	unsigned char *page = map(ALL, MAP_PRIVATE | MAP_ANONYMOUS, -1);
	for (int i = 0; i < times; i++) {
		memcpy(page, code, sizeof code);
		run(page, "a page with all rights");
	}
}

static void rights_in_turn(void)
{
	unsigned char *page = map(PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
	for (int i = 0; i < times; i++) {
		mprotect(page, PAGE, PROT_READ | PROT_WRITE);
		memcpy(page, code, sizeof code);
		mprotect(page, PAGE, PROT_READ | PROT_EXEC);
		run(page, "a page written, then run");
	}
}

static void only_run(void)
{
	unsigned char *page = map(PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
	memcpy(page, code, sizeof code);
	mprotect(page, PAGE, PROT_EXEC);
	run(page, "a page that cannot be read");
}

/* What is written to a shared page is in its file, too, and in other processes. */
static void mapped_twice(void)
{
	int fd = memfd_create("code", 0);
	if (fd < 0 || ftruncate(fd, PAGE))
		exit(99);
	unsigned char *written = map(PROT_READ | PROT_WRITE, MAP_SHARED, fd);
	const unsigned char *page = map(PROT_READ | PROT_EXEC, MAP_SHARED, fd);
	for (int i = 0; i < times; i++) {
		memcpy(written, code, sizeof code);
		run(page, "a page mapped twice");
		check(memcmp(written, code, sizeof code) == 0, "what was written to it");
	}
}

/* With a key, that handlers of signals do not hold. */
static void with_key(void)
{
	int key = pkey_alloc(0, 0);
	if (key < 0)
		return;
	unsigned char *page = map(ALL, MAP_PRIVATE | MAP_ANONYMOUS, -1);
	memcpy(page, code, sizeof code);
	pkey_mprotect(page, PAGE, ALL, key);
	run(page, "a page with a key");
}

int main(int argc, char **argv)
{
	times = argc > 1 ? atoi(argv[1]) : 1;
	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
	all_rights();
	rights_in_turn();
	only_run();
	mapped_twice();
	with_key();
	return failures;
}

#else

int main(void)
{
	return 0;
}

#endif
