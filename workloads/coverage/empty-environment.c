/* A program that becomes another with an empty environment. */
#include "again.h"

int main(int argc, char **argv)
{
	if (again(argc))
		return again_end(argc, argv);
	unusual_calls(argc, argv);
	execve("/proc/self/exe", AGAIN(argv), (char *[]){ NULL });
	return 1;
}
