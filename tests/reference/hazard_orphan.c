/* hazard_orphan: ends with status 4 as soon as it has forked; its child prints "alive". */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	if (fork() > 0)
		_exit(4);
	puts("alive");
	return 0;
}
