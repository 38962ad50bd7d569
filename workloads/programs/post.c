/* The post's own program, as a whole process: its loop, with the count as argument. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char *end = NULL;
	long n = argc == 2 ? strtol(argv[1], &end, 10) : -1;
	if (n < 0 || *end) {
		fprintf(stderr, "usage: %s COUNT\n", argv[0]);
		return 2;
	}
	for (long i = 0; i < n; i++)
		syscall(SYS_getpid);
	return 0;
}
